"""Events between processes: published in one, received in another."""

import asyncio
import json
from pathlib import Path
from uuid import uuid4

import pytest
from websockets.asyncio.client import unix_connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from tests.processes import served
from tests.redis import REDIS_URL

NODE = "tests.realtime.node:create_node"


async def test_an_event_reaches_all_processes(tmp_path: Path) -> None:
    user_id, event_id = uuid4(), uuid4()
    places = [tmp_path / "a", tmp_path / "b"]
    variables = {"REDIS_URL": REDIS_URL}
    protocols = [Subprotocol("bearer"), Subprotocol(str(user_id))]
    async with served(NODE, places[0], variables) as first, served(NODE, places[1], variables):
        sockets = [
            await unix_connect(str(place), uri="ws://test/events", subprotocols=protocols)
            for place in places
        ]
        async with asyncio.timeout(30), sockets[0], sockets[1]:
            assert [json.loads(await socket.recv())["type"] for socket in sockets] == ["ready"] * 2

            await first.post(f"/publish/{user_id}/{event_id}")

            heard = [json.loads(await socket.recv()) for socket in sockets]
    assert heard == [{"type": "job.changed", "id": str(event_id)}] * 2


async def test_a_message_longer_than_any_token_closes_the_socket(tmp_path: Path) -> None:
    place = tmp_path / "a"
    async with served(NODE, place, {"REDIS_URL": REDIS_URL}):
        socket = await unix_connect(str(place), uri="ws://test/events")
        async with asyncio.timeout(30), socket:
            await socket.send("x" * 20_000)
            with pytest.raises(ConnectionClosed) as closed:
                await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
