"""Snapshots of a run until it is over."""

import asyncio
import math
from collections.abc import AsyncIterator
from uuid import UUID

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.enums import RunStatus
from app.models.run import Run
from app.schemas.run import RunResponse
from app.utils.exceptions import NotFoundError

# The shortest time between two snapshots.
SECONDS = 0.5
# The longest time between two events: proxies close connections on which nothing is sent.
IDLE_SECONDS = 15.0
OVER = frozenset({RunStatus.DONE, RunStatus.CANCELLED})


class EventStream(StreamingResponse):
    """A response of server-sent events."""

    media_type = "text/event-stream"


class RunWatch:
    """Reads a run repeatedly, each time in a short session.

    Args:
        factory: Opens sessions.
        seconds: The time between two reads.
    """

    def __init__(self, factory: async_sessionmaker[AsyncSession], seconds: float = SECONDS) -> None:
        self._factory = factory
        self._seconds = seconds

    async def get(self, run_id: UUID) -> RunResponse:
        """Return a run. Raises `NotFoundError` when there is none."""
        async with self._factory() as session:
            run = await session.get(Run, run_id)
        if run is None:
            raise NotFoundError("run not found", resource="run", key=run_id)
        return RunResponse.model_validate(run)

    async def events(self, run_id: UUID) -> AsyncIterator[bytes]:
        """Yield a run as server-sent events until it is over, at least one in `IDLE_SECONDS`.

        Raises:
            NotFoundError: if there is no such run.
        """
        async for run in self.snapshots(run_id, idle_seconds=IDLE_SECONDS):
            yield format_sse_event(data_str=run.model_dump_json(), event="run")

    async def snapshots(
        self, run_id: UUID, *, idle_seconds: float = math.inf
    ) -> AsyncIterator[RunResponse]:
        """Yield a run at once, then whenever it has changed, and end when it is over.

        Args:
            run_id: The run.
            idle_seconds: Yield it after this time even if it has not changed.

        Raises:
            NotFoundError: if there is no such run.
        """
        last: tuple[object, ...] = ()
        clock = asyncio.get_running_loop().time
        yielded_at = clock()
        while True:
            run = await self.get(run_id)
            state = run.status, run.done, run.dead, run.cancelled, run.total
            if state != last or clock() - yielded_at >= idle_seconds:
                last, yielded_at = state, clock()
                yield run
            if run.status in OVER:
                return
            await asyncio.sleep(self._seconds)
