"""Snapshots of a run until it is over."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.enums import RunStatus
from app.models.run import Run
from app.schemas.run import RunResponse
from app.utils.exceptions import NotFoundError

# The shortest time between two snapshots.
SECONDS = 0.5
OVER = frozenset({RunStatus.DONE, RunStatus.CANCELLED})


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

    async def snapshots(self, run_id: UUID) -> AsyncIterator[RunResponse]:
        """Yield a run at once, then whenever it has changed, and end when it is over.

        Raises:
            NotFoundError: if there is no such run.
        """
        last: tuple[object, ...] = ()
        while True:
            run = await self.get(run_id)
            state = run.status, run.done, run.dead, run.cancelled, run.total
            if state != last:
                last = state
                yield run
            if run.status in OVER:
                return
            await asyncio.sleep(self._seconds)
