"""A WebSocket client of the application, on the event loop and the connection of the test."""

import asyncio
import json
from collections.abc import AsyncGenerator, MutableMapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp

Message = MutableMapping[str, Any]


class SocketClient:
    """Sends and receives messages; it receives none while `reads` is cleared."""

    def __init__(self) -> None:
        self.said: asyncio.Queue[Message] = asyncio.Queue()
        self.heard: asyncio.Queue[Message] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()

    async def send(self, message: Message) -> None:
        """Receive a message of the application, as soon as the client reads."""
        if message["type"] == "websocket.send":
            await self.reads.wait()
        self.heard.put_nowait(message)

    async def next(self) -> Message:
        """Return the next message, within five seconds."""
        async with asyncio.timeout(5):
            return await self.heard.get()

    async def next_json(self) -> dict[str, Any]:
        """Return the JSON of the next message."""
        message = await self.next()
        parsed: dict[str, Any] = json.loads(message["text"])
        return parsed

    def say(self, text: str | None = None, **other: Any) -> None:
        """Send a text, or another message."""
        self.said.put_nowait({"type": "websocket.receive", "text": text, **other})

    def leave(self) -> None:
        """Disconnect without a close frame."""
        self.said.put_nowait({"type": "websocket.disconnect", "code": 1006})


@asynccontextmanager
async def open_socket(
    app: ASGIApp, path: str, headers: dict[str, str] | None = None
) -> AsyncGenerator[SocketClient]:
    """Connect to the application; its errors are raised at the end."""
    client = SocketClient()
    client.said.put_nowait({"type": "websocket.connect"})
    scope = {
        "type": "websocket",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "ws",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("test", 80),
        "subprotocols": [],
        "state": {},
    }
    served = asyncio.create_task(_serve(app, scope, client))
    yield client
    client.leave()
    async with asyncio.timeout(5):
        await served


async def _serve(app: ASGIApp, scope: Message, client: SocketClient) -> None:
    await app(scope, client.said.get, client.send)
