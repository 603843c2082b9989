"""Every router of the application, in the order of its documentation.

Rendered from the list of resources.
"""

from fastapi import APIRouter

from app.api import (
    customers,
    events,
    health,
    invitations,
    invoice_exports,
    invoices,
    jobs,
    me,
    news,
    summary,
    teams,
    webhooks,
)

ROUTERS: tuple[APIRouter, ...] = (
    invoice_exports.router,
    customers.router,
    invoices.router,
    health.router,
    me.router,
    teams.router,
    invitations.router,
    webhooks.router,
    jobs.router,
    events.router,
    news.router,
    summary.router,
)
