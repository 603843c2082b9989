"""Access tokens over HTTP: every invalid one is the same 401."""

import datetime as dt
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User
from app.utils.security import AccessClaims, ResetClaims, Tokens
from tests.addresses import PREFIX
from tests.factories.user import access_token, add_session, add_user, issue

URL = f"{PREFIX}/users/me"
NO_ALGORITHM = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
MINUTE = dt.timedelta(minutes=1)


async def call(visitor: AsyncClient, token: str) -> Response:
    return await visitor.get(URL, headers={"Authorization": f"Bearer {token}"})


async def test_failures_are_all_the_same(app: FastAPI, visitor: AsyncClient, user: User) -> None:
    login = await add_session(app, user)
    claims = AccessClaims(sub=user.id, sid=login.id)
    settings = app.state.settings
    valid = issue(app, claims)
    _, payload, signature = valid.split(".")
    forged = Tokens(
        "a secret of an attacker, long enough to sign",
        issuer=settings.token_issuer,
        audience=settings.token_audience,
    )
    staging = Tokens(
        settings.secret_key, issuer="https://staging.example.com", audience=settings.token_audience
    )

    failures = [
        await visitor.get(URL),
        await visitor.get(URL, headers={"Authorization": f"Basic {valid}"}),
        await call(visitor, ""),
        await call(visitor, forged.issue(claims, MINUTE)),
        await call(visitor, staging.issue(claims, MINUTE)),
        await call(visitor, issue(app, claims, -MINUTE)),
        await call(visitor, issue(app, AccessClaims(sub=user.id, sid=user.id))),
        await call(visitor, issue(app, ResetClaims(sub=user.id, ver=1))),
        await call(visitor, f"{NO_ALGORITHM}.{payload}."),
        await call(visitor, f"{NO_ALGORITHM}.{payload}.{signature}"),
    ]

    assert (await call(visitor, valid)).status_code == 200
    assert {response.status_code for response in failures} == {401}
    assert {response.headers["www-authenticate"] for response in failures} == {"Bearer"}
    assert len({response.text for response in failures}) == 1


async def test_token_of_a_deleted_user_is_401(
    app: FastAPI, visitor: AsyncClient, user: User, session: AsyncSession
) -> None:
    token = await access_token(app, user)
    await session.execute(delete(User))
    await session.commit()

    assert (await call(visitor, token)).status_code == 401


async def test_token_is_401_after_a_change_of_credentials(
    app: FastAPI, visitor: AsyncClient, user: User, session: AsyncSession
) -> None:
    token = await access_token(app, user)
    await session.execute(update(User).values(credentials_version=2))
    await session.commit()

    assert (await call(visitor, token)).status_code == 401


async def test_inactive_user_is_403(app: FastAPI, visitor: AsyncClient) -> None:
    inactive = await add_user(app, is_active=False)

    response = await call(visitor, await access_token(app, inactive))

    assert (response.status_code, response.json()["error_code"]) == (403, "forbidden")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_users_are_for_superusers(member: AsyncClient, method: str) -> None:
    body: dict[str, Any] | None = {} if method == "POST" else None

    assert (await member.request(method, f"{PREFIX}/users", json=body)).status_code == 403
