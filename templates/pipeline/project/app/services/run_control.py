"""The status of runs, and what may change it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import RunStatus
from app.models.run import Run
from app.schemas.run import RunResponse
from app.services.run_counters import NO_SYNC, count_items
from app.services.run_items import cancel_open_items, reopen_dead_items
from app.utils.exceptions import ConflictError, NotFoundError

RUNNING, PAUSED, CANCELLING = RunStatus.RUNNING, RunStatus.PAUSED, RunStatus.CANCELLING


class RunControl:
    """Pauses, resumes, cancels and retries runs.

    Args:
        session: The session of the request.
        wake: Called when items have become due, for the runner of this process.
    """

    def __init__(self, session: AsyncSession, *, wake: Callable[[], None]) -> None:
        self._session = session
        self._wake = wake

    async def pause(self, run_id: UUID) -> RunResponse:
        """Claim no more items; raises `ConflictError` if the run is over or being cancelled."""
        return await self._move(run_id, RUNNING, PAUSED)

    async def resume(self, run_id: UUID) -> RunResponse:
        """Claim items again; raises `ConflictError` if the run is over or being cancelled."""
        run = await self._move(run_id, PAUSED, RUNNING)
        self._wake()
        return run

    async def cancel(self, run_id: UUID) -> RunResponse:
        """Cancel all open items; raises `ConflictError` if the run is done."""
        run = await self._get(run_id)
        if run.status is not RunStatus.CANCELLED:
            await self._move(run_id, RUNNING, CANCELLING, PAUSED)
            # A transaction of its own: from here on, no process claims an item.
            number = await cancel_open_items(self._session, run_id)
            await self._session.execute(count_items(run_id, cancelled=number))
            await self._session.commit()
            self._wake()
        return await self._get(run_id)

    async def retry(self, run_id: UUID) -> RunResponse:
        """Process the dead items again.

        Raises:
            ConflictError: if there is none, or the run was cancelled.
        """
        run = await self._get(run_id)
        if run.status in {CANCELLING, RunStatus.CANCELLED}:
            raise ConflictError("a cancelled run cannot be retried")
        number = await reopen_dead_items(self._session, run_id)
        if not number:
            raise ConflictError("the run has no dead items that can be retried")
        status = PAUSED if run.status is PAUSED else RUNNING
        await self._set(run_id, dead=Run.dead - number, status=status, finished_at=None)
        await self._session.commit()
        self._wake()
        return await self._get(run_id)

    async def _get(self, run_id: UUID) -> RunResponse:
        run = await self._session.get(Run, run_id, populate_existing=True)
        if run is None:
            raise NotFoundError("run not found", resource="run", key=run_id)
        return RunResponse.model_validate(run)

    async def _move(
        self, run_id: UUID, before: RunStatus, after: RunStatus, *more: RunStatus
    ) -> RunResponse:
        """Change the status in one statement, because the run may finish at any time."""
        allowed = (before, after, *more)
        is_allowed = Run.status.in_(allowed)
        statement = update(Run).where(Run.id == run_id, is_allowed).values(status=after)
        result = await self._session.execute(statement.execution_options(**NO_SYNC))
        await self._session.commit()
        run = await self._get(run_id)
        if not result.rowcount:  # type: ignore[attr-defined]
            raise ConflictError(f"the run is {run.status}")
        return run

    async def _set(self, run_id: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
        statement = update(Run).where(Run.id == run_id).values(**values)
        await self._session.execute(statement.execution_options(**NO_SYNC))
