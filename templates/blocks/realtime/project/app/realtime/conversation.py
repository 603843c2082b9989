"""What is said on a socket, from its first byte to its last."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from starlette.status import WS_1000_NORMAL_CLOSURE, WS_1008_POLICY_VIOLATION
from starlette.websockets import WebSocket, WebSocketDisconnect

from app.models.user import User
from app.realtime.bus import EventBus
from app.realtime.events import topics_of
from app.realtime.hub import DroppedError, Subscription
from app.realtime.seats import NoSeatError, Seats
from app.realtime.tokens import BEARER, expiry_of, next_token, offered_token
from app.utils.auth_errors import UnauthenticatedError

READY = '{"type":"ready"}'
HEARTBEAT = '{"type":"heartbeat"}'
WS_1013_TRY_AGAIN_LATER = 1013

# Takes a token; raises `UnauthenticatedError`.
Authenticate = Callable[[str], Awaitable[User]]
TeamsOf = Callable[[User], Awaitable[Iterable[UUID]]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long everything may take, in seconds."""

    login: float = 5
    heartbeat: float = 20
    send: float = 10
    lifetime: float = 3600


class Conversation:
    """Logs a client in and tells it the events that concern it, until its time is over.

    Args:
        bus: Where the events come from.
        seats: How many sockets each user has.
        authenticate: Tells whose token it is.
        teams_of: Tells which teams a user is in, once, at the login.
        origins: The pages that may connect from a browser.
        limits: How long everything may take.
        now: Returns the seconds since 1970.
    """

    def __init__(
        self,
        bus: EventBus,
        seats: Seats,
        authenticate: Authenticate,
        teams_of: TeamsOf,
        origins: Collection[str],
        limits: Limits = Limits(),
        now: Callable[[], float] = time.time,
    ) -> None:
        self._bus = bus
        self._seats = seats
        self._authenticate = authenticate
        self._teams_of = teams_of
        self._origins = origins
        self._limits = limits
        self._now = now

    async def hold(self, socket: WebSocket) -> None:
        """Talk to a client until one of both has had enough."""
        # A browser connects from any page, and no CORS protects a socket.
        origin = socket.headers.get("origin")
        if origin is not None and not {origin, "*"}.intersection(self._origins):
            await socket.close(WS_1008_POLICY_VIOLATION)
            return
        token = offered_token(socket.headers)
        await socket.accept(subprotocol=BEARER if token else None)
        # Whoever has gone is not told goodbye, and whoever does not read must not keep us.
        with suppress(WebSocketDisconnect, TimeoutError):
            code = await self._converse(socket, token)
            async with asyncio.timeout(self._limits.send):
                await socket.close(code)

    async def _converse(self, socket: WebSocket, token: str | None) -> int:
        """Return the code to close the socket with."""
        try:
            async with asyncio.timeout(self._limits.login):
                token = token or await next_token(socket)
                user = await self._authenticate(token)
                topics = topics_of(user, await self._teams_of(user))
        except (TimeoutError, UnauthenticatedError):
            return WS_1008_POLICY_VIOLATION
        try:
            with self._seats.taken(user.id):
                async with self._bus.subscribe(topics) as events:
                    return await self._follow(socket, events, user, token)
        except (DroppedError, NoSeatError):
            return WS_1013_TRY_AGAIN_LATER

    async def _follow(self, socket: WebSocket, events: Subscription, user: User, token: str) -> int:
        latest = asyncio.get_running_loop().time() + self._limits.lifetime
        try:
            async with asyncio.timeout_at(self._end_of(token, latest)) as end:
                hearing = asyncio.create_task(self._hear(socket, user, end, latest))
                telling = asyncio.create_task(self._tell(socket, events))
                try:
                    await asyncio.wait({hearing, telling}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    hearing.cancel()
                    telling.cancel()
                    await asyncio.gather(hearing, telling, return_exceptions=True)
        except TimeoutError:
            return WS_1000_NORMAL_CLOSURE
        return (telling if hearing.cancelled() else hearing).result()

    async def _hear(
        self, socket: WebSocket, user: User, end: asyncio.Timeout, latest: float
    ) -> int:
        """Take newer tokens of the same user; each moves the end."""
        while True:
            try:
                token = await next_token(socket)
                other = await self._authenticate(token)
            except UnauthenticatedError:
                return WS_1008_POLICY_VIOLATION
            if other.id != user.id:
                return WS_1008_POLICY_VIOLATION
            end.reschedule(self._end_of(token, latest))

    async def _tell(self, socket: WebSocket, events: Subscription) -> int:
        """Tell events, and a heartbeat when there are none."""
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
