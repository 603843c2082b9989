"""Users for tests, created by a first login or in the database."""

from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from tests.clerk import bearer
from tests.factories.counter import next_number


async def create_user(client: AsyncClient, /) -> dict[str, Any]:
    """Log in to the running app as a new user, and return the response."""
    response = await client.get("/me", headers=bearer(f"user_{next_number()}"))
    assert response.status_code == 200, response.text
    created: dict[str, Any] = response.json()
    return created


async def add_user(app: FastAPI, /, **changes: Any) -> User:
    """Add a user to the database."""
    user = User(**({"clerk_id": f"user_{next_number()}"} | changes))
    async with app.state.session_factory() as session:
        session.add(user)
        await session.commit()
    return user
