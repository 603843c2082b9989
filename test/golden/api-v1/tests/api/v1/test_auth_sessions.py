"""Sessions over HTTP: the list of devices, and the ways to end them."""

from uuid import uuid4

from fastapi import FastAPI
from httpx2 import AsyncClient
from structlog.testing import capture_logs

from app.models.user import User
from tests.addresses import PREFIX, UPDATE
from tests.factories.user import PASSWORD, add_session, add_user, bearer

URL = f"{PREFIX}/auth/sessions"
ME = f"{PREFIX}/users/me"


async def login(client: AsyncClient, user: User, user_agent: str = "test") -> dict[str, str]:
    """Log in and return the tokens."""
    form = {"username": user.email, "password": PASSWORD}
    headers = {"User-Agent": user_agent}
    response = await client.post(f"{PREFIX}/auth/login", data=form, headers=headers)
    pair: dict[str, str] = response.json()
    return pair


async def refresh(client: AsyncClient, pair: dict[str, str]) -> int:
    """Refresh a pair of tokens and return the status code."""
    body = {"refresh_token": pair["refresh_token"]}
    return (await client.post(f"{PREFIX}/auth/refresh", json=body)).status_code


def headers_of(pair: dict[str, str]) -> dict[str, str]:
    return {"Authorization": f"Bearer {pair['access_token']}"}


async def test_sessions_are_listed_with_their_devices(
    app: FastAPI, visitor: AsyncClient, user: User
) -> None:
    await add_session(app, await add_user(app))
    phone = await login(visitor, user, "Phone")
    await login(visitor, user, "Lap\ttop" + "x" * 500)

    items = (await visitor.get(URL, headers=headers_of(phone))).json()["items"]

    assert [item["is_current"] for item in items] == [False, True]
    assert [item["user_agent"] for item in items] == ["Laptop" + "x" * 394, "Phone"]
    assert items[0]["address"] == "127.0.0.1"


async def test_ended_session_refuses_its_tokens_at_once(visitor: AsyncClient, user: User) -> None:
    pair, other = await login(visitor, user), await login(visitor, user)
    [current] = [
        item["id"]
        for item in (await visitor.get(URL, headers=headers_of(pair))).json()["items"]
        if item["is_current"]
    ]

    with capture_logs() as logs:
        ended = await visitor.delete(f"{URL}/{current}", headers=headers_of(other))

    assert ended.status_code == 204
    assert (await visitor.get(ME, headers=headers_of(pair))).status_code == 401
    assert await refresh(visitor, pair) == 401
    assert await refresh(visitor, other) == 200
    event = logs[0]
    assert (event["event"], event["user_id"]) == ("session revoked", str(user.id))
    assert (event["session_id"], event["address"]) == (current, "127.0.0.1")


async def test_logging_out_everywhere_ends_every_session(
    app: FastAPI, visitor: AsyncClient, user: User
) -> None:
    stranger = await bearer(app, await add_user(app))
    pairs = [await login(visitor, user) for _ in range(2)]

    assert (await visitor.delete(URL, headers=headers_of(pairs[0]))).status_code == 204

    assert [await refresh(visitor, pair) for pair in pairs] == [401, 401]
    assert (await visitor.get(URL, headers=headers_of(pairs[1]))).status_code == 401
    assert (await visitor.get(URL, headers=stranger)).status_code == 200


async def test_sessions_of_others_are_404(app: FastAPI, member: AsyncClient) -> None:
    other = await add_session(app, await add_user(app))

    for session_id in (other.id, uuid4()):
        assert (await member.delete(f"{URL}/{session_id}")).status_code == 404


async def test_deactivation_ends_sessions_for_good(
    visitor: AsyncClient, client: AsyncClient, user: User
) -> None:
    pair = await login(visitor, user)
    path = f"{PREFIX}/users/{user.id}"

    with capture_logs() as logs:
        for is_active in (False, True):
            await client.request(UPDATE, path, json={"is_active": is_active})

    assert (await visitor.get(ME, headers=headers_of(pair))).status_code == 401
    assert await refresh(visitor, pair) == 401
    changes = [log for log in logs if log["event"] == "user changed"]
    assert [log["is_active"] for log in changes] == [False, True]
