"""The current user over HTTP."""

from typing import Any

import pytest
from httpx2 import AsyncClient

from app.models.user import User

PREFERENCES = {
    "locale": "de-AT",
    "time_zone": "Europe/Vienna",
    "theme": "dark",
    "email_digest": "weekly",
}


async def test_users_see_their_account(member: AsyncClient, user: User) -> None:
    response = await member.get("/me")

    assert response.status_code == 200
    seen = response.json()
    assert (seen["id"], seen["clerk_id"]) == (str(user.id), user.clerk_id)
    assert (seen["email"], seen["display_name"]) == (None, None)


async def test_users_change_their_display_name(member: AsyncClient) -> None:
    changed = await member.patch("/me", json={"display_name": "Ada"})
    same = await member.patch("/me", json={})

    assert changed.json()["display_name"] == "Ada"
    assert (await member.get("/me")).json() == same.json()
    assert (await member.patch("/me", json={"display_name": None})).json()["display_name"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"display_name": ""},
        {"display_name": "x" * 81},
        {"display_name": "\0"},
        {"email": "eve@example.com"},
        {"clerk_id": "user_eve"},
        {"is_active": True},
    ],
    ids=str,
)
async def test_users_cannot_change_the_fields_of_clerk(
    member: AsyncClient, body: dict[str, Any]
) -> None:
    assert (await member.patch("/me", json=body)).status_code == 422


async def test_preferences_have_defaults(member: AsyncClient) -> None:
    response = await member.get("/me/preferences")

    assert response.status_code == 200
    assert response.json() == {
        "locale": "en",
        "time_zone": "UTC",
        "theme": "system",
        "email_digest": "never",
    }


async def test_preferences_belong_to_one_user(member: AsyncClient, client: AsyncClient) -> None:
    put = await member.put("/me/preferences", json=PREFERENCES)
    again = await member.put("/me/preferences", json=PREFERENCES | {"theme": "light"})

    assert (put.status_code, put.json()) == (200, PREFERENCES)
    assert again.json() == PREFERENCES | {"theme": "light"}
    assert (await member.get("/me/preferences")).json() == again.json()
    assert (await client.get("/me/preferences")).json()["theme"] == "system"


@pytest.mark.parametrize(
    "change",
    [
        {"theme": "purple"},
        {"email_digest": "hourly"},
        {"locale": "German"},
        {"locale": "e"},
        {"time_zone": "Mars/Olympus Mons"},
        {"time_zone": "x" * 65},
        {"font": "serif"},
        {"theme": None},
    ],
    ids=str,
)
async def test_invalid_preferences_are_refused(member: AsyncClient, change: dict[str, Any]) -> None:
    assert (await member.put("/me/preferences", json=PREFERENCES | change)).status_code == 422


@pytest.mark.parametrize("field", list(PREFERENCES))
async def test_preferences_must_be_complete(member: AsyncClient, field: str) -> None:
    body = {name: value for name, value in PREFERENCES.items() if name != field}

    assert (await member.put("/me/preferences", json=body)).status_code == 422


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/me"), ("PATCH", "/me"), ("GET", "/me/preferences"), ("PUT", "/me/preferences")],
)
async def test_a_request_without_login_is_401(visitor: AsyncClient, method: str, path: str) -> None:
    assert (await visitor.request(method, path, json={})).status_code == 401
