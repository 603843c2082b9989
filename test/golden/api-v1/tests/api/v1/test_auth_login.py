"""Logins over HTTP: logging in, refreshing, logging out."""

import asyncio
import datetime as dt
from contextlib import AsyncExitStack, suppress

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.core.security import HASHING_THREADS, Passwords, Verification
from app.db.base import utc_now
from app.models.login_session import LoginSession
from app.models.user import User
from app.utils.attempts import WIDER, Attempt
from app.utils.auth_errors import UnauthenticatedError
from app.utils.password_queue import PasswordQueue
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


async def test_login_returns_a_pair_of_tokens(visitor: AsyncClient, user: User) -> None:
    response = await login(visitor, user.email)

    pair = response.json()
    assert (response.status_code, pair["token_type"], pair["expires_in"]) == (200, "bearer", 900)
    me = await visitor.get(ME, headers={"Authorization": f"Bearer {pair['access_token']}"})
    assert me.json()["id"] == str(user.id)


async def test_login_ignores_the_case_of_the_address(visitor: AsyncClient, user: User) -> None:
    assert (await login(visitor, f" {user.email.upper()}")).status_code == 200


async def test_failures_are_all_the_same(app: FastAPI, visitor: AsyncClient) -> None:
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
async def test_invalid_form_is_refused_without_hashing(
    visitor: AsyncClient, monkeypatch: pytest.MonkeyPatch, form: dict[str, str]
) -> None:
    monkeypatch.delattr(Passwords, "verify")

    assert (await visitor.post(f"{URL}/login", data=form)).status_code == 422


async def test_form_in_another_encoding_is_no_server_error(visitor: AsyncClient) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    response = await visitor.post(
        f"{URL}/login", content=b"username=%ff%00\xff&password=%ff", headers=headers
    )

    assert response.status_code in {400, 401, 422}


async def test_too_many_failures_are_429(visitor: AsyncClient, user: User) -> None:
    with capture_logs() as logs:
        for _ in range(10):
            assert (await login(visitor, user.email, "wrong")).status_code == 401
        response = await login(visitor, user.email)

    assert (response.status_code, response.json()["error_code"]) == (429, "too_many_attempts")
    assert 0 < int(response.headers["retry-after"]) <= 900
    events = [log for log in logs if log["event"] != "request"]
    assert [log["event"] for log in events] == ["password refused"] * 10 + ["attempts limited"]
    assert {log["user_id"] for log in events[:-1]} == {str(user.id)}
    assert {log["address"] for log in events} == {"127.0.0.1"}


async def test_failures_elsewhere_do_not_lock_out_a_network_that_the_user_knows(
    app: FastAPI, visitor: AsyncClient, user: User
) -> None:
    await login(visitor, user.email)
    for number in range(10 * WIDER):
        attempt = Attempt("login", user.email, f"198.51.100.{number}")
        with suppress(UnauthenticatedError):
            async with app.state.auth_kit.attempts.count(attempt):
                raise UnauthenticatedError("wrong")

    assert (await login(visitor, user.email)).status_code == 200


async def test_full_queue_is_503(app: FastAPI, visitor: AsyncClient, user: User) -> None:
    passwords: PasswordQueue = app.state.auth_kit.passwords
    async with AsyncExitStack() as stack:
        for _ in range(HASHING_THREADS):
            await stack.enter_async_context(passwords.thread())
        waiting = [
            asyncio.create_task(passwords.hash(PASSWORD))
            for _ in range(app.state.settings.hashing_queue)
        ]
        await asyncio.sleep(0)

        response = await login(visitor, user.email)

    await asyncio.gather(*waiting)
    assert (response.status_code, response.json()["error_code"]) == (503, "overloaded")
    assert int(response.headers["retry-after"]) > 0
    assert (await login(visitor, user.email)).status_code == 200


async def test_success_resets_the_failures_before(visitor: AsyncClient, user: User) -> None:
    for _ in range(3):
        for _ in range(9):
            await login(visitor, user.email, "wrong")
        assert (await login(visitor, user.email)).status_code == 200


async def test_login_replaces_an_outdated_hash(
    app: FastAPI, visitor: AsyncClient, session: AsyncSession
) -> None:
    outdated = await Passwords(memory=64, passes=1).hash(PASSWORD)
    user = await add_user(app, hashed_password=outdated)

    assert (await login(visitor, user.email)).status_code == 200

    stored = await session.get_one(User, user.id)
    assert stored.hashed_password != outdated
    assert (await login(visitor, user.email)).status_code == 200


@pytest.mark.parametrize("is_deleted", [True, False])
async def test_login_fails_if_the_user_is_deleted_or_changed_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
    visitor: AsyncClient,
    user: User,
    session: AsyncSession,
    is_deleted: bool,
) -> None:
    verify = Passwords.verify

    async def change_and_verify(
        passwords: Passwords, password: str, stored: str | None
    ) -> Verification:
        change = update(User).values(credentials_version=User.credentials_version + 1)
        statement = delete(User) if is_deleted else change
        await session.execute(statement.where(User.id == user.id))
        await session.commit()
        return await verify(passwords, password, stored)

    monkeypatch.setattr(Passwords, "verify", change_and_verify)

    assert (await login(visitor, user.email)).status_code == 401


async def test_refresh_returns_a_new_token(visitor: AsyncClient, user: User) -> None:
    first = (await login(visitor, user.email)).json()["refresh_token"]

    second = (await refresh(visitor, first)).json()["refresh_token"]
    third = (await refresh(visitor, second)).json()["refresh_token"]

    assert len({first, second, third}) == 3


async def test_reused_refresh_token_ends_its_session_only(visitor: AsyncClient, user: User) -> None:
    other = (await login(visitor, user.email)).json()["refresh_token"]
    stolen = (await login(visitor, user.email)).json()["refresh_token"]
    successor = (await refresh(visitor, stolen)).json()["refresh_token"]

    with capture_logs() as logs:
        again = await refresh(visitor, stolen)

    assert again.status_code == 401
    assert logs[0]["event"] == "refresh token reused"
    assert (await refresh(visitor, successor)).text == again.text
    assert (await refresh(visitor, other)).status_code == 200


async def test_refresh_token_expires_with_its_session(
    visitor: AsyncClient, user: User, session: AsyncSession
) -> None:
    token = (await login(visitor, user.email)).json()["refresh_token"]
    past = utc_now() - dt.timedelta(seconds=1)
    await session.execute(update(LoginSession).values(expires_at=past))
    await session.commit()

    assert (await refresh(visitor, token)).status_code == 401


@pytest.mark.parametrize("change", [{"is_active": False}, {"credentials_version": 2}])
async def test_refresh_requires_current_credentials(
    visitor: AsyncClient, user: User, session: AsyncSession, change: dict[str, int]
) -> None:
    token = (await login(visitor, user.email)).json()["refresh_token"]
    await session.execute(update(User).values(change))
    await session.commit()

    assert (await refresh(visitor, token)).status_code == 401


@pytest.mark.parametrize("token", ["unknown", "é", "x" * 512])
async def test_unknown_refresh_token_is_401(visitor: AsyncClient, token: str) -> None:
    assert (await refresh(visitor, token)).status_code == 401


async def test_logout_ends_a_session(visitor: AsyncClient, user: User) -> None:
    token = (await login(visitor, user.email)).json()["refresh_token"]
    body = {"refresh_token": token}

    assert (await visitor.post(f"{URL}/logout", json=body)).status_code == 204
    assert (await refresh(visitor, token)).status_code == 401
    assert (await visitor.post(f"{URL}/logout", json=body)).status_code == 204
