"""Users for tests: made by a superuser or in the database, and how to call as one of them."""

import datetime as dt
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from app.services.auth_kit import AuthKit
from app.utils.security import Claims, TokenType
from tests.addresses import PREFIX
from tests.factories.counter import next_number

PASSWORD = "correct horse battery"


async def create_user(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create a user in the running app and return them as a superuser sees them."""
    body = {"email": f"user-{next_number()}@example.com", "password": PASSWORD} | changes
    response = await client.post(f"{PREFIX}/users", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


async def add_user(app: FastAPI, /, **changes: Any) -> User:
    """Add a user who can log in with `PASSWORD`, unless the changes say otherwise."""
    kit: AuthKit = app.state.auth_kit
    values: dict[str, Any] = {
        "email": f"user-{next_number()}@example.com",
        "hashed_password": await kit.passwords.hash(PASSWORD),
        "is_verified": True,
    }
    user = User(**(values | changes))
    async with app.state.session_factory() as session:
        session.add(user)
        await session.commit()
    return user


def token_for(
    app: FastAPI,
    user: User,
    token_type: TokenType = TokenType.ACCESS,
    lifetime: dt.timedelta = dt.timedelta(minutes=1),
) -> str:
    """Return a signed token of this type for a user."""
    kit: AuthKit = app.state.auth_kit
    return kit.tokens.issue(token_type, Claims(user.id, user.credentials_version), lifetime)


def bearer(app: FastAPI, user: User) -> dict[str, str]:
    """Return the headers of a request by a user."""
    return {"Authorization": f"Bearer {token_for(app, user)}"}
