"""The socket: authentication, events, and how it is closed."""

import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.backends import Backends
from app.config import Settings
from app.dependencies import get_conversation
from app.enums import EventType
from app.models.user import User
from app.realtime.bus import MemoryBus
from app.realtime.conversation import Conversation, Limits
from app.realtime.events import Event, Rights, team_topic, user_topic
from app.realtime.hub import Hub
from app.realtime.seats import Seats
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import UnavailableError
from tests.clerk import bearer, delivery_headers, user_event
from tests.factories.team import add_member, create_team
from tests.sockets import SocketClient, open_socket

EVENT = Event(type=EventType.JOB_CHANGED, id=uuid4())
SHOWN = {"type": "job.changed", "id": str(EVENT.id)}

Connect = Callable[..., AbstractAsyncContextManager[SocketClient]]


@pytest.fixture
def bus(app: FastAPI) -> MemoryBus:
    """Return the bus of the application."""
    bus = MemoryBus()
    app.state.backends = replace(app.state.backends, events=bus)
    return bus


@pytest.fixture
def token(user: User) -> str:
    """Return a valid token of `user`."""
    return bearer(user.clerk_id)["Authorization"].removeprefix("Bearer ")


def offer(token: str) -> dict[str, str]:
    """Return the headers of a client that sends its token as a browser does."""
    return {"Sec-WebSocket-Protocol": f"bearer, {token}"}


async def closing(client: SocketClient) -> int:
    """Skip all other messages, and return the code that the socket is closed with."""
    message = await client.next()
    while message["type"] != "websocket.close":
        message = await client.next()
    code: int = message["code"]
    return code


async def test_a_browser_logs_in_with_the_subprotocol_and_gets_its_events(
    app: FastAPI, bus: MemoryBus, user: User, token: str
) -> None:
    async with open_socket(app, "/events", offer(token)) as client:
        accepted = await client.next()
        assert (accepted["type"], accepted["subprotocol"]) == ("websocket.accept", "bearer")
        assert await client.next_json() == {"type": "ready"}

        await bus.publish(user_topic(uuid4()), EVENT)
        await bus.publish(user_topic(user.id), EVENT)

        assert await client.next_json() == SHOWN
        assert client.heard.empty()


async def test_a_member_gets_the_events_of_their_teams(
    app: FastAPI, bus: MemoryBus, member: AsyncClient, client: AsyncClient, token: str
) -> None:
    mine, theirs = [UUID((await create_team(each))["id"]) for each in (member, client)]
    event = Event(type=EventType.NEWS_CHANGED, id=mine)
    async with open_socket(app, "/events", offer(token)) as socket:
        await socket.next()
        assert await socket.next_json() == {"type": "ready"}

        await bus.publish(team_topic(theirs), EVENT)
        await bus.publish(team_topic(mine), event)

        assert await socket.next_json() == {"type": "news.changed", "id": str(mine)}
        assert socket.heard.empty()


async def test_another_client_logs_in_with_its_first_message(
    app: FastAPI, bus: MemoryBus, user: User, token: str
) -> None:
    async with open_socket(app, "/events") as client:
        accepted = await client.next()
        assert accepted["subprotocol"] is None
        client.say(json.dumps({"token": token}))
        assert await client.next_json() == {"type": "ready"}

        await bus.publish(user_topic(user.id), EVENT)

        assert await client.next_json() == SHOWN


async def test_a_wrong_token_is_refused(app: FastAPI, bus: MemoryBus) -> None:
    async with open_socket(app, "/events", offer("wrong")) as client:
        assert await closing(client) == 1008


@pytest.mark.parametrize(
    "message",
    [
        {"text": "hello"},
        {"text": '{"token": 7}'},
        {"text": '{"token": ""}'},
        {"text": json.dumps({"token": "x" * 9000})},
        {"bytes": b"\x00"},
    ],
)
async def test_a_first_message_that_is_no_token_is_refused(
    app: FastAPI, bus: MemoryBus, message: dict[str, Any]
) -> None:
    async with open_socket(app, "/events") as client:
        await client.next()
        client.say(**message)
        assert await closing(client) == 1008


async def test_a_disconnect_before_the_login_raises_no_error(app: FastAPI, bus: MemoryBus) -> None:
    async with open_socket(app, "/events") as client:
        await client.next()


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
async def test_a_page_from_another_origin_is_refused(
    app: FastAPI, bus: MemoryBus, token: str, origin: str
) -> None:
    async with open_socket(app, "/events", offer(token) | {"Origin": origin}) as client:
        assert await closing(client) == 1008


async def test_a_page_from_an_allowed_origin_is_accepted(
    app: FastAPI, bus: MemoryBus, token: str
) -> None:
    origin = app.state.settings.cors_origins[0]
    async with open_socket(app, "/events", offer(token) | {"Origin": origin}) as client:
        assert (await client.next())["type"] == "websocket.accept"


@pytest.fixture
def connect(app: FastAPI, bus: MemoryBus, user: User) -> Connect:
    """Return a function that opens a socket with given limits; tokens begin with a user."""
    users = {"user": user.id, "other": uuid4()}

    async def authorize(token: str) -> Rights:
        if token == "down":
            raise UnavailableError("the database does not answer")
        found = users.get(token.partition(".")[0])
        if found is None:
            raise UnauthenticatedError
        return Rights.of(found, ())

    seats = Seats(2)

    def open_with(token: str | None = "user", **limits: Any) -> Any:
        conversation = Conversation(bus, seats, authorize, (), replace(Limits(), **limits))
        app.dependency_overrides[get_conversation] = lambda: conversation
        return open_socket(app, "/events", offer(token) if token else None)

    return open_with


async def test_a_client_that_does_not_log_in_is_closed(connect: Connect) -> None:
    async with connect(None, login=0.001) as client:
        assert await closing(client) == 1008


async def test_an_idle_socket_has_a_heartbeat(connect: Connect) -> None:
    async with connect(heartbeat=0.001) as client:
        await client.next()
        assert [await client.next_json() for _ in range(3)] == [
            {"type": "ready"},
            {"type": "heartbeat"},
            {"type": "heartbeat"},
        ]


async def test_the_lifetime_of_a_socket_is_limited(connect: Connect) -> None:
    async with connect(lifetime=0.001) as client:
        assert await closing(client) == 1000


def expiring(name: str, seconds: float) -> str:
    """Return a token of this user that expires after `seconds`."""
    claims = json.dumps({"exp": time.time() + seconds})
    return f"{name}.{urlsafe_b64encode(claims.encode()).decode()}"


async def test_a_socket_ends_with_its_token(connect: Connect) -> None:
    async with connect(expiring("user", 0.01)) as client:
        assert await closing(client) == 1000


async def test_a_newer_token_moves_the_end(connect: Connect) -> None:
    async with connect(expiring("user", 60)) as client:
        await client.next()
        await client.next()
        client.say(json.dumps({"token": expiring("user", 0)}))
        assert await closing(client) == 1000


@pytest.mark.parametrize("token", ["other", "nobody", ""])
async def test_a_token_of_another_user_closes_the_socket(connect: Connect, token: str) -> None:
    async with connect() as client:
        await client.next()
        await client.next()
        client.say(json.dumps({"token": token}))
        assert await closing(client) == 1008


async def test_a_client_that_does_not_read_is_dropped(
    connect: Connect, bus: MemoryBus, user: User
) -> None:
    async with connect(send=0.01) as client:
        await client.next()
        await client.next()
        client.reads.clear()
        await bus.publish(user_topic(user.id), EVENT)
        assert await closing(client) == 1013


async def test_a_client_that_falls_too_far_behind_is_dropped(
    connect: Connect, bus: MemoryBus, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bus, "_hub", Hub(waiting=3))
    async with connect() as client:
        await client.next()
        await client.next()
        client.reads.clear()
        for _ in range(5):
            await bus.publish(user_topic(user.id), EVENT)
        client.reads.set()
        assert await closing(client) == 1013


async def test_the_number_of_sockets_per_user_is_limited(connect: Connect) -> None:
    async with connect() as first:
        await first.next()
        assert await first.next_json() == {"type": "ready"}
        async with connect() as second:
            await second.next()
            assert await second.next_json() == {"type": "ready"}
            async with connect() as third, connect("other") as other:
                assert await closing(third) == 1013
                await other.next()
                assert await other.next_json() == {"type": "ready"}
        async with connect() as again:
            await again.next()
            assert await again.next_json() == {"type": "ready"}


async def test_the_limit_of_sockets_comes_from_the_settings(
    app: FastAPI, settings: Settings, user: User, token: str
) -> None:
    few = settings.model_copy(update={"sockets_per_user": 1})
    app.state.backends = replace(app.state.backends, seats=Backends.of(few).seats)
    async with open_socket(app, "/events", offer(token)) as first:
        await first.next()
        assert await first.next_json() == {"type": "ready"}
        async with open_socket(app, "/events", offer(token)) as second:
            assert await closing(second) == 1013


async def test_a_removed_member_is_disconnected_before_the_next_event(
    app: FastAPI, bus: MemoryBus, client: AsyncClient, user: User, token: str
) -> None:
    team_id = (await create_team(client))["id"]
    await add_member(client, team_id, user)
    async with open_socket(app, "/events", offer(token)) as socket:
        await socket.next()
        assert await socket.next_json() == {"type": "ready"}

        assert (await client.delete(f"/teams/{team_id}/members/{user.id}")).status_code == 204
        await bus.publish(team_topic(UUID(team_id)), EVENT)

        assert await socket.next() == {"type": "websocket.close", "code": 1013, "reason": ""}


@pytest.mark.parametrize("kind", ["user.updated", "user.deleted"])
async def test_a_banned_or_deleted_user_is_disconnected(
    app: FastAPI, bus: MemoryBus, visitor: AsyncClient, user: User, token: str, kind: str
) -> None:
    async with open_socket(app, "/events", offer(token)) as socket:
        await socket.next()
        assert await socket.next_json() == {"type": "ready"}

        body = user_event(kind, user.clerk_id, banned=True)
        headers = delivery_headers(body)
        assert (await visitor.post("/webhooks/clerk", content=body, headers=headers)).is_success

        assert await closing(socket) == 1013
    async with open_socket(app, "/events", offer(token)) as socket:
        assert await closing(socket) == 1008


async def test_the_members_of_a_deleted_team_are_disconnected(
    app: FastAPI, bus: MemoryBus, member: AsyncClient, token: str
) -> None:
    team_id = (await create_team(member))["id"]
    async with open_socket(app, "/events", offer(token)) as socket:
        await socket.next()
        assert await socket.next_json() == {"type": "ready"}

        assert (await member.delete(f"/teams/{team_id}")).status_code == 204

        assert await closing(socket) == 1013


async def test_rights_are_checked_without_an_event(
    connect: Connect, bus: MemoryBus, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with connect(recheck=0.01) as client:
        await client.next()
        assert await client.next_json() == {"type": "ready"}
        changed = Rights.of(uuid4(), ())
        monkeypatch.setattr(Rights, "of", lambda found, _: replace(changed, user_id=found))

        assert await closing(client) == 1013


async def test_a_client_may_not_send_too_many_messages(connect: Connect) -> None:
    async with connect(messages_per_minute=3) as client:
        await client.next()
        for _ in range(4):
            client.say(json.dumps({"token": "user"}))

        assert await closing(client) == 1008


@pytest.mark.parametrize("first", ["user", "down"])
async def test_a_socket_whose_rights_cannot_be_checked_is_closed(
    connect: Connect, first: str
) -> None:
    async with connect(first) as client:
        client.say(json.dumps({"token": "down"}))

        assert await closing(client) == 1013
