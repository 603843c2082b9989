"""Every router of the application, in the order of its documentation.

Rendered from the list of resources.
"""

from fastapi import APIRouter

from app.routers import customers, health, invoices, runs

# Runs stand before the routes that take an id, so that `runs` is not one.
ROUTERS: tuple[APIRouter, ...] = (
    customers.router,
    invoices.router,
    health.router,
    runs.router,
)
