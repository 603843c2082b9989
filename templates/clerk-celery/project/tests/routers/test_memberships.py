"""Memberships over HTTP."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from tests.factories.team import add_member, create_team
from tests.factories.user import add_user, create_user
from tests.statements import Statements


class Members:
    """Sends requests about the members of a team."""

    def __init__(self, client: AsyncClient, team_id: str) -> None:
        self.client = client
        self.url = f"/teams/{team_id}/members"

    async def add(self, user: User, role: str = "member") -> None:
        """Add a member."""
        await add_member(self.client, self.url.split("/")[2], user, role)

    async def put(self, user_id: object, role: str) -> int:
        """Change a role; return the status."""
        response = await self.client.put(f"{self.url}/{user_id}", json={"role": role})
        return response.status_code

    async def delete(self, user_id: object) -> int:
        """Remove a member; return the status."""
        return (await self.client.delete(f"{self.url}/{user_id}")).status_code

    async def roles(self, **query: Any) -> dict[str, str]:
        """Return the role of each listed user."""
        response = await self.client.get(self.url, params=query)
        assert response.status_code == 200, response.text
        return {each["user_id"]: each["role"] for each in response.json()["items"]}


@pytest.fixture
async def me(client: AsyncClient) -> str:
    """Return the user ID of `client`."""
    return str((await client.get("/me")).json()["id"])


@pytest.fixture
async def mine(client: AsyncClient) -> Members:
    """Return the members of a team that `client` owns."""
    return Members(client, (await create_team(client))["id"])


async def test_an_owner_changes_roles(
    mine: Members, client: AsyncClient, user: User, me: str
) -> None:
    await mine.add(user)

    response = await client.put(f"{mine.url}/{user.id}", json={"role": "owner"})

    assert response.status_code == 200
    assert (response.json()["user_id"], response.json()["role"]) == (str(user.id), "owner")
    assert await mine.roles() == {me: "owner", str(user.id): "owner"}
    assert (
        await client.put(f"{mine.url}/{user.id}", json={"role": "owner"})
    ).json() == response.json()


async def test_the_list_shows_names_and_addresses(
    app: FastAPI, mine: Members, client: AsyncClient
) -> None:
    grace = await add_user(app, full_name="Grace Hopper", email="grace@example.com")
    ada = await add_user(app, full_name="Ada Lovelace")
    for each in (grace, ada):
        await mine.add(each)

    response = await client.get(mine.url, params={"role": "member", "sort": "full_name"})

    shown = response.json()["items"]
    assert [each["full_name"] for each in shown] == ["Ada Lovelace", "Grace Hopper"]
    assert shown[1]["email"] == "grace@example.com"
    assert list(await mine.roles(role="member", sort="-full_name", size=1)) == [str(grace.id)]
    assert list(await mine.roles(sort="-created_at", size=1)) == [str(ada.id)]


async def test_list_needs_a_constant_number_of_statements(
    app: FastAPI, mine: Members, client: AsyncClient, statements: Statements
) -> None:
    async def add_row() -> None:
        await mine.add(await add_user(app))

    await statements.assert_constant(client, mine.url, add_row)


async def test_members_may_leave_and_change_nothing_else(
    mine: Members, member: AsyncClient, user: User, me: str
) -> None:
    await mine.add(user)
    theirs = Members(member, mine.url.split("/")[2])

    assert await theirs.put(user.id, "owner") == 403
    assert await theirs.put(uuid4(), "member") == 403
    assert await theirs.delete(me) == 403
    assert await theirs.roles() == await mine.roles()
    assert await theirs.delete(user.id) == 204
    assert (await member.get(theirs.url)).status_code == 404
    assert await mine.roles() == {me: "owner"}


async def test_the_last_owner_cannot_leave(mine: Members, user: User, me: str) -> None:
    await mine.add(user)

    assert await mine.delete(me) == 409
    assert await mine.put(me, "member") == 409
    assert await mine.put(me, "owner") == 200
    assert await mine.roles() == {me: "owner", str(user.id): "member"}


async def test_an_owner_may_leave_if_there_is_another(
    mine: Members, member: AsyncClient, user: User, me: str
) -> None:
    await mine.add(user, "owner")
    assert await mine.put(me, "member") == 200

    theirs = Members(member, mine.url.split("/")[2])
    assert await theirs.roles() == {me: "member", str(user.id): "owner"}
    assert await theirs.delete(me) == 204
    assert await theirs.roles() == {str(user.id): "owner"}


async def test_an_owner_cannot_add_a_user_without_consent(
    mine: Members, client: AsyncClient, me: str
) -> None:
    stranger = (await create_user(client))["id"]

    assert await mine.put(uuid4(), "member") == 404
    assert await mine.put(stranger, "member") == 404
    assert await mine.roles() == {me: "owner"}
    assert await mine.delete(stranger) == 404


@pytest.mark.parametrize("body", [{}, {"role": "boss"}, {"role": "owner", "since": 1}], ids=str)
async def test_invalid_roles_and_ids_are_refused(
    mine: Members, client: AsyncClient, user: User, body: dict[str, Any]
) -> None:
    assert (await client.put(f"{mine.url}/{user.id}", json=body)).status_code == 422
    assert (await client.put(f"{mine.url}/1", json={"role": "owner"})).status_code == 422
    assert (await client.delete(f"{mine.url}/1")).status_code == 422
