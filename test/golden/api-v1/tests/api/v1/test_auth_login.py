"""Logins over HTTP: in, on and out again."""

import datetime as dt

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.security import Passwords
from app.db.base import utc_now
from app.models.refresh_token import RefreshToken
from app.models.user import User
from tests.addresses import PREFIX
from tests.factories.user import PASSWORD, add_user

URL = f"{PREFIX}/auth"
ME = f"{PREFIX}/users/me"


async def login(client: AsyncClient, email: str, password: str = PASSWORD) -> Response:
    """Send the form that a client of OAuth2 sends."""
    form = {"grant_type": "password", "username": email, "password": password, "scope": ""}
    return await client.post(f"{URL}/login", data=form)


async def refresh(client: AsyncClient, token: str) -> Response:
    return await client.post(f"{URL}/refresh", json={"refresh_token": token})


async def test_a_login_gives_a_token_to_call_with(visitor: AsyncClient, user: User) -> None:
    response = await login(visitor, user.email)

    pair = response.json()
    assert (response.status_code, pair["token_type"], pair["expires_in"]) == (200, "bearer", 900)
    me = await visitor.get(ME, headers={"Authorization": f"Bearer {pair['access_token']}"})
    assert me.json()["id"] == str(user.id)


async def test_the_case_of_an_address_does_not_matter(visitor: AsyncClient, user: User) -> None:
    assert (await login(visitor, f" {user.email.upper()}")).status_code == 200


async def test_no_failure_tells_which_one_it_is(app: FastAPI, visitor: AsyncClient) -> None:
    good = await add_user(app)
    unverified = await add_user(app, is_verified=False)
    inactive = await add_user(app, is_active=False)

    failures = [
        await login(visitor, "nobody@example.com"),
        await login(visitor, "nobody"),
        await login(visitor, good.email, "wrong"),
        await login(visitor, unverified.email),
        await login(visitor, inactive.email),
    ]

    assert {response.status_code for response in failures} == {401}
    assert {response.headers["www-authenticate"] for response in failures} == {"Bearer"}
    assert len({response.text for response in failures}) == 1


@pytest.mark.parametrize(
    "form",
    [
        {"username": "ada@example.com", "password": "x" * 129},
        {"username": "x" * 321, "password": "x"},
        {"username": "\0", "password": "x"},
        {"username": "ada@example.com"},
        {"grant_type": "refresh_token", "username": "ada@example.com", "password": "x"},
    ],
)
async def test_a_form_out_of_bounds_is_refused_before_any_hashing(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, form: dict[str, str]
) -> None:
    monkeypatch.delattr(Passwords, "verify")

    assert (await visitor.post(f"{URL}/login", data=form)).status_code == 422


async def test_a_form_that_is_no_text_does_not_make_the_answer_fail(visitor: AsyncClient) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    response = await visitor.post(
        f"{URL}/login", content=b"username=%ff%00\xff&password=%ff", headers=headers
    )

    assert response.status_code in {400, 401, 422}


async def test_too_many_attempts_are_429_until_later(visitor: AsyncClient, user: User) -> None:
    for _ in range(10):
        assert (await login(visitor, user.email, "wrong")).status_code == 401

    response = await login(visitor, user.email)

    assert (response.status_code, response.json()["error_code"]) == (429, "too_many_attempts")
    assert 0 < int(response.headers["retry-after"]) <= 900


async def test_a_login_forgives_the_attempts_before(visitor: AsyncClient, user: User) -> None:
    for _ in range(3):
        for _ in range(9):
            await login(visitor, user.email, "wrong")
        assert (await login(visitor, user.email)).status_code == 200


async def test_a_login_renews_an_outdated_hash(
    app: FastAPI, visitor: AsyncClient, session: AsyncSession
) -> None:
    outdated = await Passwords(memory=64, passes=1).hash(PASSWORD)
    user = await add_user(app, hashed_password=outdated)

    assert (await login(visitor, user.email)).status_code == 200

    stored = await session.get_one(User, user.id)
    assert stored.hashed_password != outdated
    assert (await login(visitor, user.email)).status_code == 200


async def test_a_refresh_token_is_good_once(visitor: AsyncClient, user: User) -> None:
    first = (await login(visitor, user.email)).json()["refresh_token"]

    second = (await refresh(visitor, first)).json()["refresh_token"]
    third = (await refresh(visitor, second)).json()["refresh_token"]

    assert len({first, second, third}) == 3


async def test_a_refresh_token_used_twice_ends_its_login_and_no_other(
    visitor: AsyncClient, user: User
) -> None:
    other = (await login(visitor, user.email)).json()["refresh_token"]
    stolen = (await login(visitor, user.email)).json()["refresh_token"]
    successor = (await refresh(visitor, stolen)).json()["refresh_token"]

    again = await refresh(visitor, stolen)

    assert again.status_code == 401
    assert (await refresh(visitor, successor)).text == again.text
    assert (await refresh(visitor, other)).status_code == 200


async def test_a_refresh_token_expires(
    visitor: AsyncClient, user: User, session: AsyncSession
) -> None:
    token = (await login(visitor, user.email)).json()["refresh_token"]
    past = utc_now() - dt.timedelta(seconds=1)
    await session.execute(update(RefreshToken).values(expires_at=past))
    await session.commit()

    assert (await refresh(visitor, token)).status_code == 401


@pytest.mark.parametrize("change", [{"is_active": False}, {"credentials_version": 2}])
async def test_a_refresh_token_ends_with_what_it_was_given_for(
    visitor: AsyncClient, user: User, session: AsyncSession, change: dict[str, int]
) -> None:
    token = (await login(visitor, user.email)).json()["refresh_token"]
    await session.execute(update(User).values(change))
    await session.commit()

    assert (await refresh(visitor, token)).status_code == 401


@pytest.mark.parametrize("token", ["unknown", "é", "x" * 512])
async def test_an_unknown_refresh_token_is_401(visitor: AsyncClient, token: str) -> None:
    assert (await refresh(visitor, token)).status_code == 401


async def test_logout_ends_a_login(visitor: AsyncClient, user: User) -> None:
    token = (await login(visitor, user.email)).json()["refresh_token"]
    body = {"refresh_token": token}

    assert (await visitor.post(f"{URL}/logout", json=body)).status_code == 204
    assert (await refresh(visitor, token)).status_code == 401
    assert (await visitor.post(f"{URL}/logout", json=body)).status_code == 204
