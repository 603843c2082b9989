"""Two processes share users, jobs, cached values and events."""

import asyncio
import json
from typing import Any
from uuid import uuid4

from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from websockets.asyncio.client import ClientConnection, connect, unix_connect
from websockets.typing import Subprotocol

from app.models.user import User
from tests.clerk import bearer
from tests.factories.team import create_team
from tests.factories.user import add_user
from tests.jobs.real_workers import until
from tests.routers.test_me import PREFERENCES
from tests.scale.nodes import Node, open_client


def follow(node: Node, user: User) -> connect:
    """Open a WebSocket of a user to a process."""
    token = bearer(user.clerk_id)["Authorization"].removeprefix("Bearer ")
    protocols = [Subprotocol("bearer"), Subprotocol(token)]
    return unix_connect(str(node.place), uri="ws://test/events", subprotocols=protocols)


async def hear(socket: ClientConnection) -> dict[str, Any]:
    """Return the next message of a socket."""
    async with asyncio.timeout(30):
        heard: dict[str, Any] = json.loads(await socket.recv())
    return heard


async def test_concurrent_first_requests_create_one_user(
    nodes: tuple[Node, Node], session: AsyncSession
) -> None:
    clerk_id = f"user_{uuid4().hex}"

    answers = await asyncio.gather(
        *(node.client.get("/me", headers=bearer(clerk_id)) for node in nodes * 3)
    )

    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({answer.json()["id"] for answer in answers}) == 1
    statement = select(func.count()).select_from(User).where(User.clerk_id == clerk_id)
    assert await session.scalar(statement) == 1


async def test_changes_in_one_process_are_visible_in_the_other(
    nodes: tuple[Node, Node], user: User
) -> None:
    async with open_client(nodes[:1], user) as first, open_client(nodes[1:], user) as second:
        team = await create_team(first)
        paths = ["/me", "/me/preferences", f"/teams/{team['id']}", f"/teams/{team['id']}/dashboard"]
        before = [(await second.get(path)).json() for path in paths]

        await first.patch("/me", json={"display_name": "Ada"})
        await first.put("/me/preferences", json=PREFERENCES)
        await first.patch(f"/teams/{team['id']}", json={"name": "Analytical Engine"})

        after = [(await second.get(path)).json() for path in paths]
        assert after == [(await first.get(path)).json() for path in paths]
    assert [old == new for old, new in zip(before, after, strict=True)] == [False] * 4


async def test_a_cached_value_is_shared_and_deleted_for_both(nodes: tuple[Node, Node]) -> None:
    first, second = [node.client for node in nodes]
    url = f"/node/notes/{uuid4()}"

    assert (await first.get(url, params={"text": "old"})).json() == {"text": "old"}
    assert (await second.get(url, params={"text": "new"})).json() == {"text": "old"}

    await second.delete(url)
    assert (await first.get(url, params={"text": "new"})).json() == {"text": "new"}


async def test_a_job_of_one_process_is_visible_in_the_other(
    app: FastAPI, nodes: tuple[Node, Node], user: User
) -> None:
    async with open_client(nodes[:1], user) as first, open_client(nodes[1:], user) as second:
        asked = (await first.post("/node/notes", json={"text": "hi"})).json()

        async def is_over() -> bool:
            return (await second.get(f"/jobs/{asked['id']}")).json()["finished_at"] is not None

        await until(is_over)
        done = (await second.get(f"/jobs/{asked['id']}")).json()
        assert done == (await first.get(f"/jobs/{asked['id']}")).json()
    assert (done["status"], done["result"], done["attempts"]) == ("succeeded", {"text": "hi"}, 1)
    async with open_client(nodes, await add_user(app)) as other:
        assert [(await other.get(f"/jobs/{done['id']}")).status_code for _ in nodes] == [404] * 2


async def test_an_event_of_one_process_reaches_clients_of_both(
    nodes: tuple[Node, Node], user: User
) -> None:
    async with follow(nodes[0], user) as near, follow(nodes[1], user) as far:
        assert [await hear(near), await hear(far)] == [{"type": "ready"}] * 2
        event_id = uuid4()

        await nodes[0].client.post(f"/node/events/{event_id}", headers=bearer(user.clerk_id))

        expected = {"type": "job.changed", "id": str(event_id)}
        assert [await hear(near), await hear(far)] == [expected] * 2
