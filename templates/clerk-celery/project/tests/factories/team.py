"""Teams for tests."""

from typing import Any

from httpx2 import AsyncClient

from app.models.user import User
from tests.clerk import bearer
from tests.factories.counter import next_number


async def create_team(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create a team in the running app and return the response."""
    body = {"name": f"Team {next_number()}"} | changes
    response = await client.post("/teams", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


async def add_member(
    owner: AsyncClient, team_id: object, user: User | dict[str, Any], role: str = "member"
) -> None:
    """Invite a user to a team, and accept as that user."""
    row = user if isinstance(user, dict) else {"id": str(user.id), "clerk_id": user.clerk_id}
    body = {"user_id": row["id"], "role": role}
    invited = await owner.post(f"/teams/{team_id}/invitations", json=body)
    assert invited.status_code == 201, invited.text
    accepted = await owner.post(
        f"/me/invitations/{team_id}/accept", headers=bearer(row["clerk_id"])
    )
    assert accepted.status_code == 200, accepted.text
