"""Users over HTTP: oneself, and for superusers all of them."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from tests.addresses import PREFIX, UPDATE
from tests.factories.user import PASSWORD, add_user
from tests.statements import Statements

URL = f"{PREFIX}/users"


def make_body(**changes: Any) -> dict[str, Any]:
    """Return what a superuser may send."""
    return {"email": "ada@example.com", "password": PASSWORD, "full_name": "Ada"} | changes


async def login(client: AsyncClient, email: str) -> dict[str, Any]:
    form = {"username": email, "password": PASSWORD}
    response = await client.post(f"{PREFIX}/auth/login", data=form)
    assert response.status_code == 200, response.text
    pair: dict[str, Any] = response.json()
    return pair


async def test_i_am_who_is_logged_in(member: AsyncClient, user: User) -> None:
    me = (await member.get(f"{URL}/me")).json()

    assert (me["id"], me["email"]) == (str(user.id), user.email)
    assert "hashed_password" not in me


async def test_i_change_my_name_and_nothing_else(member: AsyncClient) -> None:
    changed = await member.request(UPDATE, f"{URL}/me", json={"full_name": "Ada"})
    refused = await member.request(UPDATE, f"{URL}/me", json={"is_superuser": True})

    assert changed.json()["full_name"] == "Ada"
    assert (await member.get(f"{URL}/me")).json() == changed.json()
    assert refused.status_code == 422


async def test_a_created_user_can_log_in(client: AsyncClient) -> None:
    response = await client.post(URL, json=make_body())

    assert response.status_code == 201
    assert response.json()["full_name"] == "Ada"
    await login(client, "ada@example.com")


async def test_an_address_is_taken_in_whatever_case(client: AsyncClient, user: User) -> None:
    email = user.email.upper()

    created = await client.post(URL, json=make_body(email=email))
    other = (await client.post(URL, json=make_body())).json()
    updated = await client.request(UPDATE, f"{URL}/{other['id']}", json={"email": email})

    assert (created.status_code, updated.status_code) == (409, 409)
    assert created.json()["errors"][0]["loc"] == ["body", "email"]


async def test_users_are_listed_with_what_their_logins_tell(
    app: FastAPI, client: AsyncClient
) -> None:
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


async def test_a_longer_list_takes_no_more_statements(
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
async def test_list_refuses_what_is_out_of_bounds(
    client: AsyncClient, params: dict[str, Any]
) -> None:
    assert (await client.get(URL, params=params)).status_code == 422


async def test_a_new_address_ends_what_the_former_could_open(
    member: AsyncClient, client: AsyncClient, user: User
) -> None:
    body = {"email": "Ada@example.com"}

    changed = await client.request(UPDATE, f"{URL}/{user.id}", json=body)

    assert changed.json()["email"] == "ada@example.com"
    assert (await member.get(f"{URL}/me")).status_code == 401
    assert (await client.request(UPDATE, f"{URL}/{user.id}", json=body)).status_code == 200


async def test_a_user_is_deleted_with_their_logins(client: AsyncClient, user: User) -> None:
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


@pytest.mark.parametrize("method", ["GET", UPDATE, "DELETE"])
async def test_who_is_not_there_is_404(client: AsyncClient, method: str) -> None:
    body: dict[str, Any] | None = {} if method == UPDATE else None

    response = await client.request(method, f"{URL}/{uuid4()}", json=body)

    assert response.status_code == 404
