"""Users over HTTP: the own account, and all accounts for superusers."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.user import User
from tests.addresses import PREFIX, UPDATE
from tests.factories.user import PASSWORD, add_user
from tests.statements import Statements

URL = f"{PREFIX}/users"


def make_body(**changes: Any) -> dict[str, Any]:
    """Return a valid body."""
    return {"email": "ada@example.com", "password": PASSWORD, "full_name": "Ada"} | changes


async def login(client: AsyncClient, email: str) -> dict[str, Any]:
    form = {"username": email, "password": PASSWORD}
    response = await client.post(f"{PREFIX}/auth/login", data=form)
    assert response.status_code == 200, response.text
    pair: dict[str, Any] = response.json()
    return pair


async def test_me_is_the_user_of_the_request(member: AsyncClient, user: User) -> None:
    me = (await member.get(f"{URL}/me")).json()

    assert (me["id"], me["email"]) == (str(user.id), user.email)
    assert "hashed_password" not in me


async def test_users_change_their_name_only(member: AsyncClient) -> None:
    changed = await member.request(UPDATE, f"{URL}/me", json={"full_name": "Ada"})
    refused = await member.request(UPDATE, f"{URL}/me", json={"is_superuser": True})

    assert changed.json()["full_name"] == "Ada"
    assert (await member.get(f"{URL}/me")).json() == changed.json()
    assert refused.status_code == 422


async def test_created_user_can_log_in(client: AsyncClient) -> None:
    response = await client.post(URL, json=make_body())

    assert response.status_code == 201
    assert response.json()["full_name"] == "Ada"
    await login(client, "ada@example.com")


async def test_address_is_taken_in_any_case(client: AsyncClient, user: User) -> None:
    email = user.email.upper()

    created = await client.post(URL, json=make_body(email=email))
    other = (await client.post(URL, json=make_body())).json()
    updated = await client.request(UPDATE, f"{URL}/{other['id']}", json={"email": email})

    assert (created.status_code, updated.status_code) == (409, 409)
    assert created.json()["errors"][0]["loc"] == ["body", "email"]


async def test_users_are_listed_with_statistics(app: FastAPI, client: AsyncClient) -> None:
    once, twice, never = [await add_user(app) for _ in range(3)]
    for user in (once, twice, twice):
        pair = await login(client, user.email)
    body = {"refresh_token": pair["refresh_token"]}
    refreshed = await client.post(f"{PREFIX}/auth/refresh", json=body)
    await login(client, once.email)
    await client.post(
        f"{PREFIX}/auth/logout", json={"refresh_token": refreshed.json()["refresh_token"]}
    )

    response = await client.get(URL, params={"sort": "created_at"})

    sessions = {item["id"]: item["active_sessions"] for item in response.json()["items"]}
    seen = {item["id"]: item["last_login_at"] for item in response.json()["items"]}
    assert [sessions[str(user.id)] for user in (once, twice, never)] == [2, 1, 0]
    assert seen[str(once.id)] > seen[str(twice.id)]
    assert seen[str(never.id)] is None
    one = await client.get(f"{URL}/{once.id}")
    assert (one.json()["active_sessions"], one.json()["last_login_at"]) == (2, seen[str(once.id)])


async def test_list_needs_a_constant_number_of_statements(
    app: FastAPI, statements: Statements, client: AsyncClient
) -> None:
    async def add_row() -> None:
        await login(client, (await add_user(app)).email)

    await statements.assert_constant(client, URL, add_row)


async def test_users_are_filtered_and_sorted(client: AsyncClient, user: User) -> None:
    await client.request(UPDATE, f"{URL}/{user.id}", json={"is_active": False})

    inactive = await client.get(URL, params={"is_active": False})
    found = await client.get(URL, params={"email": user.email.upper()})
    by_address = await client.get(URL, params={"sort": "-email", "size": 1})

    assert [item["id"] for item in inactive.json()["items"]] == [str(user.id)]
    assert [item["id"] for item in found.json()["items"]] == [str(user.id)]
    assert (by_address.json()["total"], by_address.json()["pages"]) == (2, 2)


@pytest.mark.parametrize("params", [{"page": 0}, {"size": 101}, {"sort": "hashed_password"}])
async def test_list_refuses_invalid_parameters(client: AsyncClient, params: dict[str, Any]) -> None:
    assert (await client.get(URL, params=params)).status_code == 422


async def test_new_address_ends_sessions(
    member: AsyncClient, client: AsyncClient, user: User
) -> None:
    body = {"email": "Ada@example.com"}

    changed = await client.request(UPDATE, f"{URL}/{user.id}", json=body)

    assert changed.json()["email"] == "ada@example.com"
    assert (await member.get(f"{URL}/me")).status_code == 401
    assert (await client.request(UPDATE, f"{URL}/{user.id}", json=body)).status_code == 200


async def test_user_is_deleted_with_their_sessions(client: AsyncClient, user: User) -> None:
    token = (await login(client, user.email))["refresh_token"]

    assert (await client.delete(f"{URL}/{user.id}")).status_code == 204

    refreshed = await client.post(f"{PREFIX}/auth/refresh", json={"refresh_token": token})
    assert refreshed.status_code == 401
    assert (await client.get(f"{URL}/{user.id}")).status_code == 404


async def test_superusers_cannot_lock_themselves_out(client: AsyncClient, superuser: User) -> None:
    own = f"{URL}/{superuser.id}"

    for flag in ("is_active", "is_superuser", "is_verified"):
        assert (await client.request(UPDATE, own, json={flag: False})).status_code == 409
    assert (await client.delete(own)).status_code == 409
    assert (await client.request(UPDATE, own, json={"full_name": "Ada"})).status_code == 200


@pytest.mark.parametrize("flag", ["is_active", "is_superuser", "is_verified", None])
async def test_a_superuser_who_loses_the_role_concurrently_removes_no_other(
    client: AsyncClient, superuser: User, user: User, session: AsyncSession, flag: str | None
) -> None:
    # As if the other superuser had demoted the one of this request a moment ago.
    await client.request(UPDATE, f"{URL}/{user.id}", json={"is_superuser": True})
    is_demoted = User.id == superuser.id
    await session.execute(update(User).where(is_demoted).values(is_verified=False))
    await session.commit()

    if flag is None:
        response = await client.delete(f"{URL}/{user.id}")
    else:
        response = await client.request(UPDATE, f"{URL}/{user.id}", json={flag: False})

    assert response.status_code == 403


@pytest.mark.parametrize("method", ["GET", UPDATE, "DELETE"])
async def test_unknown_user_is_404(client: AsyncClient, method: str) -> None:
    body: dict[str, Any] | None = {} if method == UPDATE else None

    response = await client.request(method, f"{URL}/{uuid4()}", json=body)

    assert response.status_code == 404
