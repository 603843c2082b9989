# A socket is held by a service, and the handler accepts it.
# into: app/routers/sockets.py
from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket

from app.services.talking import Talking, get_talking

router = APIRouter(tags=["sockets"])


@router.websocket("/talk")
async def talk(socket: WebSocket, talking: Talking = Depends(get_talking)) -> None:
    """Talk."""
    await socket.accept()
    await talking.hold(socket.receive_text, socket.send_text)
    await socket.close()
# into: app/services/talking.py
"""What is said."""

from collections.abc import Awaitable, Callable


class Talking:
    """One conversation."""

    async def hold(
        self, hear: Callable[[], Awaitable[str]], say: Callable[[str], Awaitable[None]]
    ) -> None:
        """Say what was heard until there is no more."""
        while text := await hear():
            await say(text)


def get_talking() -> Talking:
    """Return a conversation."""
    return Talking()
