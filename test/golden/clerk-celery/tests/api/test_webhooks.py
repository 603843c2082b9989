"""The effects of Clerk's webhooks."""

import datetime as dt
import json
from typing import Any

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User
from app.models.user_preferences import UserPreferences
from app.models.webhook_receipt import WebhookReceipt
from tests.clerk import bearer, delivery_headers, user_event
from tests.factories.team import add_member, create_team

URL = "/webhooks/clerk"
CREATED_AT = 1_700_000_000_000


async def deliver(visitor: AsyncClient, body: str, **signed: Any) -> Response:
    """Send a webhook as Clerk would."""
    return await visitor.post(URL, content=body, headers=delivery_headers(body, **signed))


async def find(session: AsyncSession, clerk_id: str) -> User | None:
    """Return the current row of a user."""
    statement = select(User).where(User.clerk_id == clerk_id)
    return await session.scalar(statement.execution_options(populate_existing=True))


async def test_a_user_created_in_clerk_is_created_here(
    visitor: AsyncClient, session: AsyncSession
) -> None:
    response = await deliver(visitor, user_event("user.created", "user_ada"))

    assert (response.status_code, response.content) == (204, b"")
    user = await find(session, "user_ada")
    assert user is not None
    assert (user.full_name, user.email) == ("Ada Lovelace", "ada@example.com")
    assert (user.image_url, user.is_active) == ("https://img.example.com/ada.png", True)


async def test_a_user_who_logged_in_first_is_completed(visitor: AsyncClient) -> None:
    seen = (await visitor.get("/me", headers=bearer("user_ada"))).json()

    await deliver(visitor, user_event("user.created", "user_ada"))

    known = (await visitor.get("/me", headers=bearer("user_ada"))).json()
    assert known["id"] == seen["id"]
    assert (seen["email"], known["email"]) == (None, "ada@example.com")


async def test_a_change_is_stored(visitor: AsyncClient, session: AsyncSession) -> None:
    await deliver(visitor, user_event("user.created", "user_ada"))
    change = {"first_name": "Augusta", "last_name": None, "primary_email_address_id": None}

    await deliver(
        visitor, user_event("user.updated", "user_ada", updated_at=CREATED_AT + 1, **change)
    )

    user = await find(session, "user_ada")
    assert user is not None
    assert (user.full_name, user.email) == ("Augusta", None)


async def test_an_older_change_that_arrives_later_is_ignored(
    visitor: AsyncClient, session: AsyncSession
) -> None:
    newer = user_event("user.updated", "user_ada", first_name="New", updated_at=CREATED_AT + 1)

    await deliver(visitor, newer)
    older = await deliver(visitor, user_event("user.created", "user_ada", first_name="Old"))

    assert older.status_code == 204
    user = await find(session, "user_ada")
    assert user is not None
    assert user.full_name == "New Lovelace"


async def test_a_repeated_delivery_changes_nothing(
    visitor: AsyncClient, session: AsyncSession
) -> None:
    created = user_event("user.created", "user_ada")
    changed = user_event("user.updated", "user_ada", first_name="Augusta")
    await deliver(visitor, created, delivery_id="msg_1")
    await deliver(visitor, changed, delivery_id="msg_2")

    replayed = await deliver(visitor, created, delivery_id="msg_1")

    assert replayed.status_code == 204
    user = await find(session, "user_ada")
    assert user is not None
    assert user.full_name == "Augusta Lovelace"
    assert await session.scalar(select(func.count()).select_from(WebhookReceipt)) == 2


async def test_a_ban_locks_a_user_out_until_it_is_lifted(visitor: AsyncClient) -> None:
    statuses = []
    for number, banned in enumerate((True, False)):
        event = user_event("user.updated", "user_ada", banned=banned, updated_at=number)
        await deliver(visitor, event)
        statuses.append((await visitor.get("/me", headers=bearer("user_ada"))).status_code)

    assert statuses == [401, 200]


async def test_a_deletion_erases_personal_data(visitor: AsyncClient, session: AsyncSession) -> None:
    await deliver(visitor, user_event("user.created", "user_ada"))
    headers = bearer("user_ada")
    await visitor.patch("/me", json={"display_name": "Ada"}, headers=headers)
    body = {"locale": "en", "time_zone": "UTC", "theme": "dark", "email_digest": "never"}
    await visitor.put("/me/preferences", json=body, headers=headers)

    deleted = json.dumps({"type": "user.deleted", "data": {"id": "user_ada", "deleted": True}})
    assert (await deliver(visitor, deleted)).status_code == 204

    user = await find(session, "user_ada")
    assert user is not None
    assert (user.full_name, user.email, user.image_url, user.display_name) == (None,) * 4
    assert not user.is_active
    assert user.deleted_at is not None
    assert await session.scalar(select(func.count()).select_from(UserPreferences)) == 0
    assert (await visitor.get("/me", headers=headers)).status_code == 401


async def test_later_events_do_not_restore_a_deleted_user(
    visitor: AsyncClient, session: AsyncSession
) -> None:
    # The user is unknown: the events arrive in the wrong order.
    deleted = json.dumps({"type": "user.deleted", "data": {"id": "user_ada", "deleted": True}})
    await deliver(visitor, deleted)
    later = CREATED_AT * 2

    for kind in ("user.created", "user.updated"):
        event = user_event(kind, "user_ada", updated_at=later)
        assert (await deliver(visitor, event)).status_code == 204

    user = await find(session, "user_ada")
    assert user is not None
    assert (user.full_name, user.is_active) == (None, False)
    assert (await visitor.get("/me", headers=bearer("user_ada"))).status_code == 401


async def test_the_team_of_a_deleted_user_gets_another_owner(
    visitor: AsyncClient, client: AsyncClient, member: AsyncClient, user: User
) -> None:
    team = await create_team(member)
    alone = await create_team(member)
    shared = await create_team(client)
    me = (await client.get("/me")).json()
    await add_member(member, team["id"], me)
    await add_member(client, shared["id"], user, "owner")

    deleted = json.dumps({"type": "user.deleted", "data": {"id": user.clerk_id}})
    await deliver(visitor, deleted)

    assert (await client.get(f"/teams/{team['id']}")).json()["role"] == "owner"
    for each in (team, shared):
        members = (await client.get(f"/teams/{each['id']}/members")).json()
        assert [one["user_id"] for one in members["items"]] == [me["id"]]
    assert (await client.get(f"/teams/{alone['id']}")).status_code == 404


@pytest.mark.parametrize("kind", ["session.created", "user.renamed", "x"])
async def test_other_events_are_ignored(
    visitor: AsyncClient, session: AsyncSession, kind: str
) -> None:
    body = json.dumps({"type": kind, "data": {"id": "user_ada"}})

    assert (await deliver(visitor, body)).status_code == 204
    assert await find(session, "user_ada") is None


async def test_long_values_are_cut_or_dropped(visitor: AsyncClient, session: AsyncSession) -> None:
    event = user_event(
        "user.created",
        "user_ada",
        first_name="x" * 300,
        image_url="https://example.com/" + "x" * 2048,
        email_addresses=[{"id": "idn_2", "email_address": "x" * 320 + "@example.com"}],
    )

    assert (await deliver(visitor, event)).status_code == 204

    user = await find(session, "user_ada")
    assert user is not None
    assert (user.full_name, user.image_url, user.email) == ("x" * 200, None, None)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"type": "user.created"}',
        '{"type": "user.created", "data": []}',
        '{"type": "user.created", "data": {}}',
        '{"type": "", "data": {}}',
        '{"type": 1, "data": {}}',
        '{"type": "\\u0000", "data": {}}',
        '{"type": "user.deleted", "data": {"deleted": true}}',
    ],
    ids=lambda body: ascii(body)[:60],
)
async def test_a_signed_delivery_without_an_event_is_422(
    visitor: AsyncClient, session: AsyncSession, body: str
) -> None:
    response = await deliver(visitor, body)

    assert response.status_code == 422
    assert response.json()["error_code"] == "malformed_webhook"
    # There is no receipt: Clerk may send it again.
    assert await session.scalar(select(func.count()).select_from(WebhookReceipt)) == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": ""},
        {"id": "user ada"},
        {"id": "x" * 65},
        {"updated_at": None},
        {"updated_at": -1},
        {"updated_at": 10**18},
        {"first_name": "\0"},
        {"email_addresses": [{}]},
        {"banned": "perhaps"},
    ],
    ids=ascii,
)
async def test_a_signed_event_with_invalid_data_is_422(
    visitor: AsyncClient, session: AsyncSession, changes: dict[str, Any]
) -> None:
    response = await deliver(visitor, user_event("user.created", "user_ada", **changes))

    assert response.status_code == 422
    assert await find(session, "user_ada") is None
    assert await session.scalar(select(func.count()).select_from(WebhookReceipt)) == 0


@pytest.mark.parametrize("header", ["svix-id", "svix-timestamp", "svix-signature"])
async def test_a_delivery_without_a_signature_is_400(
    visitor: AsyncClient, session: AsyncSession, header: str
) -> None:
    body = user_event("user.created", "user_ada")
    headers = delivery_headers(body)
    del headers[header]

    response = await visitor.post(URL, content=body, headers=headers)

    assert response.status_code == 400
    assert response.json()["error_code"] == "forged_webhook"
    assert await find(session, "user_ada") is None


async def test_a_delivery_with_an_invalid_signature_is_400(
    visitor: AsyncClient, session: AsyncSession
) -> None:
    body = user_event("user.created", "user_ada")
    long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=10)

    forged = await deliver(visitor, body, secret="whsec_" + "A" * 32)
    changed = await visitor.post(URL, content=body + " ", headers=delivery_headers(body))
    kept = await deliver(visitor, body, at=long_ago)

    assert [each.status_code for each in (forged, changed, kept)] == [400] * 3
    assert forged.json() == changed.json() == kept.json()
    assert await find(session, "user_ada") is None


async def test_a_delivery_that_is_too_large_is_413(app: FastAPI, visitor: AsyncClient) -> None:
    body = "x" * (app.state.settings.max_body_size + 1)

    response = await deliver(visitor, body)

    assert response.status_code == 413
    assert response.headers["content-type"] == "application/problem+json"
