"""Logging in over HTTP: who is let in, and how those who are not are told."""

from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.config import Settings
from app.main import create_app
from app.models.user import User
from tests.clerk import bearer, claims, token
from tests.factories.user import add_user


@pytest.fixture
def application(settings: Settings) -> FastAPI:
    """Return an application for one test: one that ran before logs to another test's output."""
    return create_app(settings)


async def test_who_comes_for_the_first_time_gets_a_row(
    visitor: AsyncClient, session: AsyncSession
) -> None:
    first = await visitor.get("/me", headers=bearer("user_new"))
    second = await visitor.get("/me", headers=bearer("user_new"))

    assert (first.status_code, second.status_code) == (200, 200)
    assert first.json() == second.json()
    rows = await session.scalar(select(func.count()).where(User.clerk_id == "user_new"))
    assert rows == 1


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer ",
        "Bearer a.b.c",
        "Basic dXNlcjpwYXNzd29yZA==",
        f"Token {token(claims())}",
        f"Bearer {token(claims(exp=1))}",
        f"Bearer {token(claims(azp='https://evil.example.com'))}",
        f"Bearer {token(claims(), key='second')}",
        f"Bearer {token(claims())} {token(claims())}",
    ],
    ids=[
        "none",
        "empty",
        "nothing",
        "blank",
        "garbage",
        "basic",
        "scheme",
        "expired",
        "party",
        "key",
        "two",
    ],
)
async def test_everybody_else_is_told_the_same(visitor: AsyncClient, header: str | None) -> None:
    response = await visitor.get("/me", headers={} if header is None else {"Authorization": header})

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "The session token is missing, or not good.",
        "instance": "/me",
        "error_code": "unauthenticated",
        "errors": [],
    }


async def test_who_is_banned_is_not_let_in(app: FastAPI, visitor: AsyncClient) -> None:
    user = await add_user(app, is_active=False)

    response = await visitor.get("/me", headers=bearer(user.clerk_id))

    assert response.status_code == 401
    assert response.json()["error_code"] == "unauthenticated"


async def test_a_token_never_reaches_the_log(
    visitor: AsyncClient, capsys: pytest.CaptureFixture[str]
) -> None:
    good = token(claims())

    await visitor.get("/me", headers={"Authorization": f"Bearer {good}"})
    await visitor.get("/me", headers={"Authorization": f"Bearer x{good}"})

    log = capsys.readouterr().out
    assert '"path": "/me"' in log
    assert good.split(".")[1] not in log


async def test_the_contract_says_how_to_log_in(app: FastAPI) -> None:
    document: dict[str, Any] = app.openapi()

    assert document["components"]["securitySchemes"]["clerk"]["scheme"] == "bearer"
    assert document["paths"]["/me"]["get"]["security"] == [{"clerk": []}]
    assert "security" not in document["paths"]["/webhooks/clerk"]["post"]
