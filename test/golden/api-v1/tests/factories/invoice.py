"""Invoices for tests: bodies that differ from each other, and rows in the running app."""

from decimal import Decimal
from typing import Any

from httpx2 import AsyncClient

from tests.factories.counter import next_number
from tests.factories.customer import create_customer


def make_invoice_values() -> dict[str, Any]:
    """Return what a client may send, references apart."""
    n = next_number()
    return {
        "number": f"value-{n}",
        "amount": str(Decimal("0.01") + n % 1000 * Decimal("0.01")),
        "status": "draft",
        "due_on": f"2024-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}",
    }


async def make_invoice_body(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Return a body that the app accepts; what it must refer to is created."""
    body = make_invoice_values()
    body["customer_id"] = (await create_customer(client))["id"]
    return body | changes


async def create_invoice(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create an invoice in the running app and return it as a client sees it."""
    body = await make_invoice_body(client, **changes)
    response = await client.post("/api/v1/invoices", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created
