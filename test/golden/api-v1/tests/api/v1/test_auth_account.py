"""Accounts over HTTP: made, verified, and kept when the password changes."""

import datetime as dt

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from app.core.security import TokenType
from app.models.user import User
from tests.addresses import PREFIX
from tests.factories.user import PASSWORD, add_user, token_for
from tests.mail import Mailbox

URL = f"{PREFIX}/auth"
EMAIL = "ada@example.com"
NEXT_PASSWORD = "staple battery horse"


async def post(client: AsyncClient, path: str, **body: str) -> Response:
    return await client.post(f"{URL}/{path}", json=body)


async def login(client: AsyncClient, email: str, password: str = PASSWORD) -> Response:
    form = {"username": email, "password": password}
    return await client.post(f"{URL}/login", data=form)


async def register(client: AsyncClient, email: str = EMAIL, password: str = PASSWORD) -> Response:
    return await post(client, "register", email=email, password=password)


async def test_who_registers_can_log_in_after_the_mail(
    visitor: AsyncClient, mailbox: Mailbox
) -> None:
    assert (await register(visitor, "Ada@Example.com")).status_code == 202
    assert mailbox.messages[0].to == EMAIL
    assert (await login(visitor, EMAIL)).status_code == 401

    verified = await post(visitor, "verify", token=mailbox.token())

    assert verified.status_code == 204
    assert (await login(visitor, EMAIL)).status_code == 200


async def test_a_registration_does_not_tell_whether_there_is_an_account(
    visitor: AsyncClient, mailbox: Mailbox, user: User
) -> None:
    fresh = await register(visitor)
    taken = await register(visitor, user.email.upper())

    assert (fresh.status_code, fresh.json()) == (taken.status_code, taken.json())
    assert mailbox.subjects == [
        "Welcome: please confirm your address",
        "You already have an account",
    ]


async def test_the_last_registration_counts_until_one_is_verified(
    visitor: AsyncClient, mailbox: Mailbox
) -> None:
    await register(visitor, password="somebody else's choice")
    former = mailbox.token()
    await register(visitor)

    assert (await post(visitor, "verify", token=former)).status_code == 400
    assert (await post(visitor, "verify", token=mailbox.token())).status_code == 204
    assert (await login(visitor, EMAIL)).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"email": "ada", "password": PASSWORD},
        {"email": EMAIL, "password": "short"},
        {"email": EMAIL, "password": "x" * 129},
        {"email": EMAIL, "password": PASSWORD, "full_name": "\0"},
        {"email": EMAIL, "password": PASSWORD, "is_superuser": "true"},
        {"email": EMAIL},
    ],
)
async def test_a_registration_out_of_bounds_is_refused_without_an_echo(
    visitor: AsyncClient, mailbox: Mailbox, body: dict[str, str]
) -> None:
    response = await post(visitor, "register", **body)

    assert response.status_code == 422
    assert PASSWORD not in response.text
    assert mailbox.messages == []


async def test_nobody_is_flooded_with_mail(visitor: AsyncClient, mailbox: Mailbox) -> None:
    for _ in range(10):
        assert (await register(visitor)).status_code == 202

    assert (await register(visitor)).status_code == 429
    assert (await post(visitor, "password/reset-request", email=EMAIL)).status_code == 429
    assert len(mailbox.messages) == 10


async def test_a_new_password_logs_out_every_device(
    member: AsyncClient, user: User, mailbox: Mailbox
) -> None:
    token = (await login(member, user.email)).json()["refresh_token"]
    body = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}

    assert (await post(member, "password/change", **body)).status_code == 204

    assert mailbox.subjects == ["Your password was changed"]
    assert (await member.get(f"{PREFIX}/users/me")).status_code == 401
    assert (await post(member, "refresh", refresh_token=token)).status_code == 401
    assert (await login(member, user.email)).status_code == 401
    assert (await login(member, user.email, NEXT_PASSWORD)).status_code == 200


async def test_a_stolen_login_is_no_way_to_guess_the_password(
    member: AsyncClient, mailbox: Mailbox
) -> None:
    body = {"current_password": "wrong", "new_password": NEXT_PASSWORD}

    guesses = [await post(member, "password/change", **body) for _ in range(11)]

    assert guesses[0].json()["errors"][0]["loc"] == ["body", "current_password"]
    assert [guess.status_code for guess in guesses] == [422] * 10 + [429]
    assert mailbox.messages == []


async def test_who_is_not_logged_in_changes_no_password(visitor: AsyncClient) -> None:
    body = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}

    assert (await post(visitor, "password/change", **body)).status_code == 401


async def test_a_forgotten_password_is_replaced_once(
    visitor: AsyncClient, user: User, mailbox: Mailbox
) -> None:
    await post(visitor, "password/reset-request", email=user.email)
    body = {"token": mailbox.token(), "new_password": NEXT_PASSWORD}

    assert (await post(visitor, "password/reset", **body)).status_code == 204
    assert (await post(visitor, "password/reset", **body)).status_code == 400

    assert (await login(visitor, user.email, NEXT_PASSWORD)).status_code == 200
    assert mailbox.subjects == ["Set a new password", "Your password was changed"]


async def test_a_reset_does_not_tell_whether_there_is_an_account(
    app: FastAPI, visitor: AsyncClient, user: User, mailbox: Mailbox
) -> None:
    inactive = await add_user(app, is_active=False)

    answers = [
        await post(visitor, "password/reset-request", email=email)
        for email in (user.email, inactive.email, "nobody@example.com")
    ]

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    assert [message.to for message in mailbox.messages] == [user.email]


async def test_a_reset_proves_the_address(
    app: FastAPI, visitor: AsyncClient, mailbox: Mailbox
) -> None:
    unverified = await add_user(app, is_verified=False)
    body = {"token": token_for(app, unverified, TokenType.RESET), "new_password": NEXT_PASSWORD}

    assert (await post(visitor, "password/reset", **body)).status_code == 204

    assert (await login(visitor, unverified.email, NEXT_PASSWORD)).status_code == 200


@pytest.mark.parametrize("path", ["verify", "password/reset"])
async def test_a_link_that_is_not_good_is_400(
    app: FastAPI, visitor: AsyncClient, user: User, path: str
) -> None:
    expired = dt.timedelta(minutes=-1)
    changes = {} if path == "verify" else {"new_password": NEXT_PASSWORD}

    for token in (
        "unknown",
        token_for(app, user, TokenType.ACCESS),
        token_for(app, user, TokenType.VERIFY, expired),
        token_for(app, user, TokenType.RESET, expired),
    ):
        response = await post(visitor, path, token=token, **changes)
        assert (response.status_code, response.json()["error_code"]) == (400, "invalid_link")
