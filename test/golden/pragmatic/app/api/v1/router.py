"""The routers of version 1 of the API.

Rendered from the list of resources.
"""

from fastapi import APIRouter

from app.api.v1 import customer, invoice

ROUTERS: tuple[APIRouter, ...] = (
    customer.router,
    invoice.router,
)
