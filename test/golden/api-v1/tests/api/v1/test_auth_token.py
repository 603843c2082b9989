"""Access tokens over HTTP: each that is not good is the same 401."""

import datetime as dt
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.security import Claims, Tokens, TokenType
from app.models.user import User
from tests.addresses import PREFIX
from tests.factories.user import add_user, token_for

URL = f"{PREFIX}/users/me"
NO_ALGORITHM = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0"
MINUTE = dt.timedelta(minutes=1)


async def call(visitor: AsyncClient, token: str) -> Response:
    return await visitor.get(URL, headers={"Authorization": f"Bearer {token}"})


async def test_no_failure_tells_which_one_it_is(
    app: FastAPI, visitor: AsyncClient, user: User
) -> None:
    good = token_for(app, user)
    _, payload, signature = good.split(".")
    claims = Claims(user.id, user.credentials_version)
    forged = Tokens("a secret that somebody else has made up").issue(
        TokenType.ACCESS, claims, MINUTE
    )

    failures = [
        await visitor.get(URL),
        await visitor.get(URL, headers={"Authorization": f"Basic {good}"}),
        await call(visitor, ""),
        await call(visitor, forged),
        await call(visitor, token_for(app, user, lifetime=-MINUTE)),
        await call(visitor, token_for(app, user, TokenType.RESET)),
        await call(visitor, f"{NO_ALGORITHM}.{payload}."),
        await call(visitor, f"{NO_ALGORITHM}.{payload}.{signature}"),
    ]

    assert (await call(visitor, good)).status_code == 200
    assert {response.status_code for response in failures} == {401}
    assert {response.headers["www-authenticate"] for response in failures} == {"Bearer"}
    assert len({response.text for response in failures}) == 1


async def test_a_token_ends_with_its_user(
    app: FastAPI, visitor: AsyncClient, user: User, session: AsyncSession
) -> None:
    token = token_for(app, user)
    await session.execute(delete(User))
    await session.commit()

    assert (await call(visitor, token)).status_code == 401


async def test_a_token_ends_with_the_credentials_it_was_given_for(
    app: FastAPI, visitor: AsyncClient, user: User, session: AsyncSession
) -> None:
    token = token_for(app, user)
    await session.execute(update(User).values(credentials_version=2))
    await session.commit()

    assert (await call(visitor, token)).status_code == 401


async def test_who_was_deactivated_is_403(app: FastAPI, visitor: AsyncClient) -> None:
    inactive = await add_user(app, is_active=False)

    response = await call(visitor, token_for(app, inactive))

    assert (response.status_code, response.json()["error_code"]) == (403, "forbidden")


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_only_superusers_see_all_users(member: AsyncClient, method: str) -> None:
    body: dict[str, Any] | None = {} if method == "POST" else None

    assert (await member.request(method, f"{PREFIX}/users", json=body)).status_code == 403
