"""Changes of the e-mail address over HTTP."""

from fastapi import FastAPI
from httpx2 import AsyncClient, Response

from app.models.user import User
from app.utils.security import EmailChangeClaims
from tests.addresses import PREFIX
from tests.factories.user import PASSWORD, add_user, bearer, issue
from tests.mail import Mailbox

URL = f"{PREFIX}/auth/email"
NEW = "new@example.com"


async def change(client: AsyncClient, email: str = NEW, password: str = PASSWORD) -> Response:
    body = {"email": email, "current_password": password}
    return await client.post(f"{URL}/change", json=body)


async def confirm(client: AsyncClient, token: str) -> Response:
    return await client.post(f"{URL}/confirm", json={"token": token})


async def login(client: AsyncClient, email: str) -> Response:
    form = {"username": email, "password": PASSWORD}
    return await client.post(f"{PREFIX}/auth/login", data=form)


async def test_address_changes_with_the_link_mailed_to_it(
    member: AsyncClient, user: User, mailbox: Mailbox
) -> None:
    assert (await change(member)).status_code == 202
    assert (await login(member, user.email)).status_code == 200

    assert (await confirm(member, mailbox.token())).status_code == 204

    assert [message.to for message in mailbox.messages] == [NEW, user.email]
    assert mailbox.subjects[-1] == "Your e-mail address was changed"
    assert (await member.get(f"{PREFIX}/users/me")).status_code == 401
    assert (await login(member, user.email)).status_code == 401
    assert (await login(member, NEW)).status_code == 200


async def test_change_requires_the_password(member: AsyncClient, mailbox: Mailbox) -> None:
    response = await change(member, password="wrong")

    assert (response.status_code, response.json()["error_code"]) == (422, "wrong_password")
    assert mailbox.messages == []


async def test_taken_address_is_not_revealed(
    app: FastAPI, member: AsyncClient, mailbox: Mailbox
) -> None:
    taken = await add_user(app)

    free, refused = await change(member), await change(member, taken.email)

    assert (free.status_code, free.text) == (refused.status_code, refused.text)
    assert mailbox.subjects[-1] == "You already have an account"


async def test_mails_to_one_address_are_limited(member: AsyncClient, mailbox: Mailbox) -> None:
    for _ in range(11):
        assert (await change(member)).status_code == 202

    assert len(mailbox.messages) == 10


async def test_only_the_user_confirms_the_address(
    app: FastAPI, member: AsyncClient, mailbox: Mailbox
) -> None:
    await change(member)
    other = await add_user(app)

    member.headers.update(await bearer(app, other))

    assert (await confirm(member, mailbox.token())).status_code == 400


async def test_address_that_was_taken_meanwhile_is_refused(
    app: FastAPI, member: AsyncClient, user: User, mailbox: Mailbox
) -> None:
    await change(member)
    await add_user(app, email=NEW)

    assert (await confirm(member, mailbox.token())).status_code == 400


async def test_link_is_invalid_after_a_change_of_credentials(
    app: FastAPI, member: AsyncClient, user: User
) -> None:
    outdated = EmailChangeClaims(sub=user.id, ver=user.credentials_version - 1, email=NEW)

    assert (await confirm(member, issue(app, outdated))).status_code == 400
