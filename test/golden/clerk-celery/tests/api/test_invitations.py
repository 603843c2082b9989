"""Invitations to teams, over HTTP."""

from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from tests.factories.team import add_member, create_team
from tests.factories.user import add_user
from tests.statements import Statements


@pytest.fixture
async def team_id(client: AsyncClient) -> str:
    """Return a team that `client` owns."""
    return str((await create_team(client, name="Engine"))["id"])


async def invite(client: AsyncClient, team_id: str, user_id: object) -> int:
    """Invite a user; return the status."""
    body = {"user_id": str(user_id)}
    return (await client.post(f"/teams/{team_id}/invitations", json=body)).status_code


async def test_an_invited_user_becomes_a_member_by_accepting(
    client: AsyncClient, member: AsyncClient, user: User, team_id: str
) -> None:
    assert await invite(client, team_id, user.id) == 201
    assert (await member.get(f"/teams/{team_id}")).status_code == 404

    (invitation,) = (await member.get("/me/invitations")).json()["items"]
    assert (invitation["team_id"], invitation["team_name"]) == (team_id, "Engine")
    assert (await client.get(f"/teams/{team_id}/invitations")).json()["items"] == [invitation]
    accepted = await member.post(f"/me/invitations/{team_id}/accept")

    assert (accepted.status_code, accepted.json()["role"]) == (200, "member")
    assert (await member.get(f"/teams/{team_id}")).json() == accepted.json()
    assert (await member.get("/me/invitations")).json()["items"] == []
    assert (await member.post(f"/me/invitations/{team_id}/accept")).status_code == 404


async def test_an_invited_user_declines_and_an_owner_withdraws(
    client: AsyncClient, member: AsyncClient, user: User, team_id: str
) -> None:
    assert await invite(client, team_id, user.id) == 201
    assert (await member.delete(f"/me/invitations/{team_id}")).status_code == 204
    assert (await member.delete(f"/me/invitations/{team_id}")).status_code == 404

    assert await invite(client, team_id, user.id) == 201
    path = f"/teams/{team_id}/invitations/{user.id}"
    assert (await client.delete(path)).status_code == 204
    assert (await client.delete(path)).status_code == 404
    assert (await member.post(f"/me/invitations/{team_id}/accept")).status_code == 404


async def test_only_users_who_can_join_are_invited(
    app: FastAPI, client: AsyncClient, user: User, team_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    banned = await add_user(app, is_active=False)
    assert await invite(client, team_id, uuid4()) == 404
    assert await invite(client, team_id, banned.id) == 404

    assert await invite(client, team_id, user.id) == 201
    assert await invite(client, team_id, user.id) == 409
    await add_member(client, team_id, await add_user(app))
    monkeypatch.setattr("app.services.invitation.MAX_INVITATIONS", 1)
    assert await invite(client, team_id, (await add_user(app)).id) == 409


async def test_a_member_is_not_invited_again(client: AsyncClient, user: User, team_id: str) -> None:
    await add_member(client, team_id, user)

    assert await invite(client, team_id, user.id) == 409


async def test_invitations_are_for_owners(
    client: AsyncClient, member: AsyncClient, user: User, team_id: str
) -> None:
    for status, prepare in ((404, None), (403, add_member)):
        if prepare is not None:
            await prepare(client, team_id, user)
        assert await invite(member, team_id, user.id) == status
        assert (await member.get(f"/teams/{team_id}/invitations")).status_code == status
        path = f"/teams/{team_id}/invitations/{uuid4()}"
        assert (await member.delete(path)).status_code == status


async def test_list_needs_a_constant_number_of_statements(
    app: FastAPI, client: AsyncClient, team_id: str, statements: Statements
) -> None:
    async def add_row() -> None:
        await invite(client, team_id, (await add_user(app)).id)

    await statements.assert_constant(client, f"/teams/{team_id}/invitations", add_row)
