"""The tokens of a socket: how clients send them, and when they expire."""

import base64
import json
from collections.abc import Mapping

from pydantic import BaseModel, Field, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.utils.auth_errors import UnauthenticatedError

# The name of the subprotocol, which the token follows.
BEARER = "bearer"


class TokenMessage(BaseModel):
    """The only message that clients send."""

    token: str = Field(min_length=1, max_length=8192)


def offered_token(headers: Mapping[str, str]) -> str | None:
    """Return the token of `Sec-WebSocket-Protocol: bearer, <token>`, which a browser can send."""
    name, _, token = headers.get("sec-websocket-protocol", "").partition(",")
    return token.strip() or None if name.strip() == BEARER else None


async def next_token(socket: WebSocket) -> str:
    """Return the token of the next message, `{"token": "…"}`.

    Raises:
        UnauthenticatedError: if the message has no token.
        WebSocketDisconnect: if the client has disconnected.
    """
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message["code"])
    try:
        return TokenMessage.model_validate_json(message.get("text") or "").token
    except ValidationError:
        raise UnauthenticatedError from None


def expiry_of(token: str) -> float:
    """Return when a verified token expires, in seconds since 1970; infinity if it never does."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return float(claims["exp"])
    except (IndexError, KeyError, TypeError, ValueError):
        return float("inf")
