"""The tokens that come over a socket: where they stand, and how long they are good."""

import base64
import json
from collections.abc import Mapping

from pydantic import BaseModel, Field, ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.utils.auth_errors import UnauthenticatedError

# The name of the subprotocol; what stands after it is the token.
BEARER = "bearer"


class TokenMessage(BaseModel):
    """All that a client ever says."""

    token: str = Field(min_length=1, max_length=8192)


def offered_token(headers: Mapping[str, str]) -> str | None:
    """Return the token of `Sec-WebSocket-Protocol: bearer, <token>`: all that a browser can send."""
    name, _, token = headers.get("sec-websocket-protocol", "").partition(",")
    return token.strip() or None if name.strip() == BEARER else None


async def next_token(socket: WebSocket) -> str:
    """Return the token of the next message, `{"token": "…"}`.

    Raises:
        UnauthenticatedError: if the message is another one.
        WebSocketDisconnect: if there is no next one.
    """
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message["code"])
    try:
        return TokenMessage.model_validate_json(message.get("text") or "").token
    except ValidationError:
        raise UnauthenticatedError from None


def expiry_of(token: str) -> float:
    """Return when a token that was verified expires, in seconds since 1970; one that does not: never."""
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return float(claims["exp"])
    except (IndexError, KeyError, TypeError, ValueError):
        return float("inf")
