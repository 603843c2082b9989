"""The routers of version 1 of the API.

Rendered from the list of resources.
"""

from fastapi import APIRouter

from app.api.v1.endpoints import auth, customers, invoices, users

ROUTERS: tuple[APIRouter, ...] = (
    customers.router,
    invoices.router,
    auth.router,
    users.router,
)
