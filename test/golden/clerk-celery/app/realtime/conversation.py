"""The protocol of a socket: log in, receive events, renew the token."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

import structlog
from starlette.status import WS_1000_NORMAL_CLOSURE, WS_1008_POLICY_VIOLATION
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.realtime.bus import EventBus
from app.realtime.events import Rights
from app.realtime.hub import DroppedError, Subscription
from app.realtime.seats import NoSeatError, Seats
from app.realtime.tokens import BEARER, expiry_of, next_token, offered_token
from app.utils.auth_errors import UnauthenticatedError
from app.utils.exceptions import UnavailableError

READY = '{"type":"ready"}'
HEARTBEAT = '{"type":"heartbeat"}'
WS_1013_TRY_AGAIN_LATER = 1013
MINUTE_SECONDS = 60

log = structlog.get_logger("events")

# Takes a token and returns the rights of its user; raises `UnauthenticatedError`.
Authorize = Callable[[str], Awaitable[Rights]]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one socket; times are in seconds."""

    login: float = 5
    heartbeat: float = 20
    send: float = 10
    lifetime: float = 3600
    # How often rights are checked without an event that says they changed: it may be lost.
    recheck: float = 60
    # A token is valid for a minute, so clients need to send only one or two.
    messages_per_minute: int = 10


class Conversation:
    """Authenticates a client and sends its events, until its rights change or its time ends.

    Args:
        bus: The source of the events.
        seats: Counts the sockets of each user.
        authorize: Returns the rights of a token's user.
        origins: The pages that may connect from a browser.
        limits: Limits of one socket.
        now: Returns the seconds since 1970.
    """

    def __init__(
        self,
        bus: EventBus,
        seats: Seats,
        authorize: Authorize,
        origins: Collection[str],
        limits: Limits = Limits(),
        now: Callable[[], float] = time.time,
    ) -> None:
        self._bus = bus
        self._seats = seats
        self._authorize = authorize
        self._origins = origins
        self._limits = limits
        self._now = now

    async def serve(self, socket: WebSocket) -> None:
        """Serve a client until either side closes the socket."""
        # A browser connects from any page, and CORS does not apply to sockets.
        origin = socket.headers.get("origin")
        if origin is not None and not {origin, "*"}.intersection(self._origins):
            log.warning("socket refused", reason="origin")
            await socket.close(WS_1008_POLICY_VIOLATION)
            return
        token = offered_token(socket.headers)
        await socket.accept(subprotocol=BEARER if token else None)
        # A client that has disconnected, or does not read, must not delay the end.
        with suppress(WebSocketDisconnect, TimeoutError):
            code = await self._run(socket, token)
            async with asyncio.timeout(self._limits.send):
                await socket.close(code)

    async def _run(self, socket: WebSocket, token: str | None) -> int:
        """Return the code to close the socket with."""
        try:
            async with asyncio.timeout(self._limits.login):
                token = token or await next_token(socket)
                rights = await self._authorize(token)
        except (TimeoutError, UnauthenticatedError):
            log.warning("socket refused", reason="token")
            return WS_1008_POLICY_VIOLATION
        except UnavailableError:
            return WS_1013_TRY_AGAIN_LATER
        try:
            with self._seats.taken(rights.user_id):
                async with self._bus.subscribe(rights.topics) as events:
                    return await self._exchange(socket, events, rights, token)
        except NoSeatError:
            log.warning("socket refused", reason="too many", user_id=str(rights.user_id))
            return WS_1013_TRY_AGAIN_LATER
        except DroppedError:
            return WS_1013_TRY_AGAIN_LATER

    async def _exchange(
        self, socket: WebSocket, events: Subscription, rights: Rights, token: str
    ) -> int:
        # The subscription has missed changes of the rights since the login.
        code = await self._recheck(token, rights)
        if code is not None:
            return code
        latest = asyncio.get_running_loop().time() + self._limits.lifetime
        try:
            async with asyncio.timeout_at(self._end_of(token, latest)) as end:
                receiving = asyncio.create_task(self._receive(socket, rights, token, end, latest))
                sending = asyncio.create_task(self._send(socket, events))
                try:
                    await asyncio.wait({receiving, sending}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    receiving.cancel()
                    sending.cancel()
                    await asyncio.gather(receiving, sending, return_exceptions=True)
        except TimeoutError:
            return WS_1000_NORMAL_CLOSURE
        return (sending if receiving.cancelled() else receiving).result()

    async def _receive(
        self, socket: WebSocket, rights: Rights, token: str, end: asyncio.Timeout, latest: float
    ) -> int:
        """Receive newer tokens, each of which moves the end, and check the rights regularly."""
        loop = asyncio.get_running_loop()
        received = deque[float](maxlen=self._limits.messages_per_minute)
        while True:
            with suppress(TimeoutError):
                try:
                    async with asyncio.timeout(self._limits.recheck):
                        token = await next_token(socket)
                except UnauthenticatedError:
                    return WS_1008_POLICY_VIOLATION
                if len(received) == received.maxlen and loop.time() - received[0] < MINUTE_SECONDS:
                    log.warning("socket closed", reason="messages", user_id=str(rights.user_id))
                    return WS_1008_POLICY_VIOLATION
                received.append(loop.time())
            code = await self._recheck(token, rights)
            if code is not None:
                return code
            end.reschedule(self._end_of(token, latest))

    async def _recheck(self, token: str, rights: Rights) -> int | None:
        """Return the code to close with unless the token still gives exactly these rights."""
        try:
            current = await self._authorize(token)
        except UnauthenticatedError:
            log.warning("socket closed", reason="token", user_id=str(rights.user_id))
            return WS_1008_POLICY_VIOLATION
        except UnavailableError:
            return WS_1013_TRY_AGAIN_LATER
        if current.user_id != rights.user_id:
            return WS_1008_POLICY_VIOLATION
        # The client reconnects with its current rights.
        return None if current == rights else WS_1013_TRY_AGAIN_LATER

    async def _send(self, socket: WebSocket, events: Subscription) -> int:
        """Send events, and a heartbeat when there are none."""
        text = READY
        while True:
            try:
                async with asyncio.timeout(self._limits.send):
                    await socket.send_text(text)
            except TimeoutError:
                return WS_1013_TRY_AGAIN_LATER
            try:
                async with asyncio.timeout(self._limits.heartbeat):
                    text = (await events.next()).model_dump_json()
            except TimeoutError:
                text = HEARTBEAT

    def _end_of(self, token: str, latest: float) -> float:
        """Return when a socket with this token ends, in the loop's time."""
        seconds_left = expiry_of(token) - self._now()
        return min(latest, asyncio.get_running_loop().time() + seconds_left)
