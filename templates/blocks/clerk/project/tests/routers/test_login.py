"""Authentication over HTTP: valid tokens, and the response to all others."""

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
    """Return a new application: an older one logs to the output of another test."""
    return create_app(settings)


async def test_the_first_request_creates_the_user(
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
async def test_all_other_requests_get_the_same_response(
    visitor: AsyncClient, header: str | None
) -> None:
    response = await visitor.get("/me", headers={} if header is None else {"Authorization": header})

    assert response.status_code == 401
    assert response.headers["www-authenticate"] == "Bearer"
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "type": "about:blank",
        "title": "Unauthorized",
        "status": 401,
        "detail": "The session token is missing or invalid.",
        "instance": "/me",
        "error_code": "unauthenticated",
        "errors": [],
    }


async def test_a_banned_user_is_refused(app: FastAPI, visitor: AsyncClient) -> None:
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


async def test_openapi_documents_the_login(app: FastAPI) -> None:
    document: dict[str, Any] = app.openapi()

    assert document["components"]["securitySchemes"]["clerk"]["scheme"] == "bearer"
    assert document["paths"]["/me"]["get"]["security"] == [{"clerk": []}]
    assert "security" not in document["paths"]["/webhooks/clerk"]["post"]
