"""Customers for tests: unique request bodies, and rows created through the API."""

from typing import Any

from httpx2 import AsyncClient

from tests.factories.counter import next_number


def make_customer_values() -> dict[str, Any]:
    """Return valid values of all fields except references."""
    n = next_number()
    return {
        "name": f"value-{n}",
        "email": f"value-{n}@example.com",
    }


async def make_customer_body(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Return a valid request body; create the rows that it must refer to."""
    body = make_customer_values()
    return body | changes


async def create_customer(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create a customer through the API and return the response body."""
    body = await make_customer_body(client, **changes)
    response = await client.post("/api/v1/customers", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created
