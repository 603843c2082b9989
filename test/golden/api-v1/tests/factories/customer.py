"""Customers for tests: bodies that differ from each other, and rows in the running app."""

from typing import Any

from httpx2 import AsyncClient

from tests.factories.counter import next_number


def make_customer_values() -> dict[str, Any]:
    """Return what a client may send, references apart."""
    n = next_number()
    return {
        "name": f"value-{n}",
        "email": f"value-{n}@example.com",
    }


async def make_customer_body(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Return a body that the app accepts; what it must refer to is created."""
    body = make_customer_values()
    return body | changes


async def create_customer(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create a customer in the running app and return it as a client sees it."""
    body = await make_customer_body(client, **changes)
    response = await client.post("/api/v1/customers", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created
