"""Teams for tests."""

from typing import Any

from httpx2 import AsyncClient

from tests.factories.counter import next_number


async def create_team(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Start a team in the running app and return it as its owner sees it."""
    body = {"name": f"Team {next_number()}"} | changes
    response = await client.post("/teams", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created
