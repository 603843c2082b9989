"""Users for tests, and the headers of their requests."""

import datetime as dt
from typing import Any

from fastapi import FastAPI
from httpx2 import AsyncClient

from app.core.security import AccessClaims, Claims
from app.db.base import utc_now
from app.models.login_session import LoginSession
from app.models.user import User
from app.services.auth_kit import AuthKit
from tests.addresses import PREFIX
from tests.factories.counter import next_number

PASSWORD = "correct horse battery"


async def create_user(client: AsyncClient, /, **changes: Any) -> dict[str, Any]:
    """Create a user through the API and return the response body."""
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


async def add_session(app: FastAPI, user: User, /, **changes: Any) -> LoginSession:
    """Add an active session of a user."""
    values: dict[str, Any] = {
        "user_id": user.id,
        "credentials_version": user.credentials_version,
        "address": "192.0.2.1",
        "user_agent": "test",
        "last_used_at": utc_now(),
        "expires_at": utc_now() + dt.timedelta(days=1),
    }
    login = LoginSession(**(values | changes))
    async with app.state.session_factory() as session:
        session.add(login)
        await session.commit()
    return login


def issue(app: FastAPI, claims: Claims, lifetime: dt.timedelta = dt.timedelta(minutes=1)) -> str:
    """Return a token with these claims."""
    kit: AuthKit = app.state.auth_kit
    return kit.tokens.issue(claims, lifetime)


async def access_token(app: FastAPI, user: User) -> str:
    """Return an access token for a new session of a user."""
    login = await add_session(app, user)
    return issue(app, AccessClaims(sub=user.id, sid=login.id))


async def bearer(app: FastAPI, user: User) -> dict[str, str]:
    """Return the headers of a request by a user, in a new session."""
    return {"Authorization": f"Bearer {await access_token(app, user)}"}
