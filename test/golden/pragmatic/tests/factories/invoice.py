"""Invoices for tests: unique request bodies, and rows created through the API."""

from decimal import Decimal
from typing import Any

from httpx2 import AsyncClient

from tests.factories.counter import next_number
from tests.factories.customer import create_customer


def make_invoice_values() -> dict[str, Any]:
    """Return valid values of all fields except references."""
    n = next_number()
    return {
        "number": f"value-{n}",
        "amount": str(Decimal("0.01") + n % 1000 * Decimal("0.01")),
        "status": "draft",
        "due_on": f"2024-{n // 28 % 12 + 1:02d}-{n % 28 + 1:02d}",
    }


async def make_invoice_body(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Return a valid request body; create the rows that it must refer to."""
    body = make_invoice_values()
    body["customer_id"] = (await create_customer(client))["id"]
    return body | changes


async def create_invoice(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create an invoice through the API and return the response body."""
    body = await make_invoice_body(client, **changes)
    response = await client.post("/api/v1/invoices", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created
