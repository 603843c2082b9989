"""Accounts over HTTP: registration, and changes of the password."""

import datetime as dt

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from app.models.user import User
from app.utils.security import AccessClaims, RegistrationClaims, ResetClaims
from tests.addresses import PREFIX
from tests.factories.user import PASSWORD, access_token, add_user, issue
from tests.mail import Mailbox

URL = f"{PREFIX}/auth"
EMAIL = "ada@example.com"
NEXT_PASSWORD = "staple battery horse"


async def post(client: AsyncClient, path: str, **body: str) -> Response:
    return await client.post(f"{URL}/{path}", json=body)


async def login(client: AsyncClient, email: str, password: str = PASSWORD) -> Response:
    form = {"username": email, "password": password}
    return await client.post(f"{URL}/login", data=form)


async def register(client: AsyncClient, email: str = EMAIL) -> Response:
    return await post(client, "register", email=email)


async def test_mailed_link_completes_registration(visitor: AsyncClient, mailbox: Mailbox) -> None:
    assert (await register(visitor, "Ada@Example.com")).status_code == 202
    assert mailbox.messages[0].to == EMAIL
    body = {"token": mailbox.token(), "password": PASSWORD, "full_name": "Ada"}

    verified = await post(visitor, "verify", **body)

    assert verified.status_code == 204
    assert (await login(visitor, EMAIL)).status_code == 200
    assert (await post(visitor, "verify", **body)).status_code == 400


async def test_registration_does_not_reveal_accounts(
    visitor: AsyncClient, mailbox: Mailbox, user: User
) -> None:
    fresh = await register(visitor)
    taken = await register(visitor, user.email.upper())

    assert (fresh.status_code, fresh.json()) == (taken.status_code, taken.json())
    assert mailbox.subjects == [
        "Welcome: please confirm your address",
        "You already have an account",
    ]


async def test_verification_replaces_the_password_of_an_unverified_account(
    app: FastAPI, visitor: AsyncClient, mailbox: Mailbox
) -> None:
    unverified = await add_user(app, is_verified=False)
    await register(visitor, unverified.email)

    body = {"token": mailbox.token(), "password": NEXT_PASSWORD}
    assert (await post(visitor, "verify", **body)).status_code == 204

    assert (await login(visitor, unverified.email)).status_code == 401
    assert (await login(visitor, unverified.email, NEXT_PASSWORD)).status_code == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("register", {"email": "ada"}),
        ("register", {"email": EMAIL, "is_superuser": "true"}),
        ("register", {}),
        ("verify", {"token": "x", "password": "short"}),
        ("verify", {"token": "x", "password": "x" * 129}),
        ("verify", {"token": "x", "password": PASSWORD, "full_name": "\0"}),
    ],
)
async def test_invalid_registration_is_refused_without_an_echo(
    visitor: AsyncClient, mailbox: Mailbox, path: str, body: dict[str, str]
) -> None:
    response = await post(visitor, path, **body)

    assert response.status_code == 422
    assert PASSWORD not in response.text
    assert mailbox.messages == []


async def test_mails_to_one_address_are_limited_silently(
    visitor: AsyncClient, mailbox: Mailbox
) -> None:
    for _ in range(12):
        assert (await register(visitor)).status_code == 202
    assert (await post(visitor, "password/reset-request", email=EMAIL)).status_code == 202

    assert len(mailbox.messages) == 10


async def test_new_password_ends_every_session(
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


async def test_stolen_token_cannot_guess_the_password(
    member: AsyncClient, mailbox: Mailbox
) -> None:
    body = {"current_password": "wrong", "new_password": NEXT_PASSWORD}

    guesses = [await post(member, "password/change", **body) for _ in range(11)]

    assert guesses[0].json()["errors"][0]["loc"] == ["body", "current_password"]
    assert [guess.status_code for guess in guesses] == [422] * 10 + [429]
    assert mailbox.messages == []


async def test_password_change_requires_a_login(visitor: AsyncClient) -> None:
    body = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}

    assert (await post(visitor, "password/change", **body)).status_code == 401


async def test_reset_link_works_once(visitor: AsyncClient, user: User, mailbox: Mailbox) -> None:
    await post(visitor, "password/reset-request", email=user.email)
    body = {"token": mailbox.token(), "new_password": NEXT_PASSWORD}

    assert (await post(visitor, "password/reset", **body)).status_code == 204
    assert (await post(visitor, "password/reset", **body)).status_code == 400

    assert (await login(visitor, user.email, NEXT_PASSWORD)).status_code == 200
    assert mailbox.subjects == ["Set a new password", "Your password was changed"]


async def test_reset_does_not_reveal_accounts(
    app: FastAPI, visitor: AsyncClient, user: User, mailbox: Mailbox
) -> None:
    inactive = await add_user(app, is_active=False)

    answers = [
        await post(visitor, "password/reset-request", email=email)
        for email in (user.email, inactive.email, "nobody@example.com")
    ]

    assert {(answer.status_code, answer.text) for answer in answers} == {(202, answers[0].text)}
    assert [message.to for message in mailbox.messages] == [user.email]


async def test_reset_verifies_the_address(
    app: FastAPI, visitor: AsyncClient, mailbox: Mailbox
) -> None:
    unverified = await add_user(app, is_verified=False)
    claims = ResetClaims(sub=unverified.id, ver=unverified.credentials_version)
    body = {"token": issue(app, claims), "new_password": NEXT_PASSWORD}

    assert (await post(visitor, "password/reset", **body)).status_code == 204

    assert (await login(visitor, unverified.email, NEXT_PASSWORD)).status_code == 200


@pytest.mark.parametrize("path", ["verify", "password/reset", "email/confirm"])
async def test_invalid_link_is_400(
    app: FastAPI, member: AsyncClient, user: User, path: str
) -> None:
    passwords = {"verify": {"password": PASSWORD}, "password/reset": {"new_password": PASSWORD}}
    expired = dt.timedelta(minutes=-1)

    for token in (
        "unknown",
        await access_token(app, user),
        issue(app, AccessClaims(sub=user.id, sid=user.id)),
        issue(app, RegistrationClaims(sub=user.email)),
        issue(app, RegistrationClaims(sub=EMAIL), expired),
        issue(app, ResetClaims(sub=user.id, ver=1), expired),
        issue(app, ResetClaims(sub=user.id, ver=0)),
    ):
        response = await post(member, path, token=token, **passwords.get(path, {}))
        assert (response.status_code, response.json()["error_code"]) == (400, "invalid_link")
