"""Starts and shows runs. The work itself is in `app.pipeline`."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import RunStatus
from app.models.run import Run
from app.models.run_item import RunItem
from app.schemas.base import RequestSchema
from app.schemas.page import rows_before
from app.schemas.run import (
    RunItemPage,
    RunItemQuery,
    RunOptions,
    RunPage,
    RunQuery,
    RunResponse,
)
from app.services.run_counters import NO_SYNC
from app.services.run_items import add_items, count_rows
from app.utils.exceptions import NotFoundError, UnknownReferenceError


class Selection(Protocol):
    """The rows that the runs of a pipeline select from."""

    @property
    def name(self) -> str:
        """The name of the pipeline."""

    def select(self, given: Mapping[str, Any]) -> Select[Any]:
        """Return the statement that selects the ids for the values of a request."""


class RunService:
    """Starts and shows runs.

    Args:
        session: The session of the request.
        wake: Called when items have become due, for the runner of this process.
    """

    def __init__(self, session: AsyncSession, *, wake: Callable[[], None]) -> None:
        self._session = session
        self._wake = wake

    async def start(
        self, selection: Selection, request: RequestSchema, options: RunOptions
    ) -> RunResponse:
        """Start a run of the selected rows, without those that are open in another run.

        Raises:
            UnknownReferenceError: if an id is unknown.
        """
        given = request.model_dump(exclude_none=True)
        chosen = selection.select(given)
        selected = await count_rows(self._session, chosen)
        if selected < len(given.get("ids", ())):
            raise UnknownReferenceError("not all ids exist", field="ids")
        run = Run(
            pipeline=selection.name,
            status=RunStatus.RUNNING,
            selection=request.model_dump(mode="json", exclude_none=True),
            **options.model_dump(),
        )
        self._session.add(run)
        await self._session.flush()
        added = await add_items(self._session, run, chosen)
        await self._set(run.id, skipped=max(0, selected - added))
        await self._session.commit()
        self._wake()
        return await self.get(run.id)

    async def get(self, run_id: UUID) -> RunResponse:
        """Return a run. Raises `NotFoundError` when there is none."""
        return RunResponse.model_validate(await self._require(run_id))

    async def page(self, query: RunQuery) -> RunPage:
        """Return one page of runs."""
        given = {"status": query.status, "pipeline": query.pipeline}
        chosen = select(Run).filter_by(**{k: v for k, v in given.items() if v is not None})
        total = await count_rows(self._session, chosen)
        order = Run.created_at.desc() if query.sort.startswith("-") else Run.created_at.asc()
        rows = chosen.order_by(order, Run.id).offset(rows_before(query)).limit(query.size)
        return RunPage.of((await self._session.scalars(rows)).all(), total, query)

    async def items(self, run_id: UUID, query: RunItemQuery) -> RunItemPage:
        """Return one page of the items of a run. Raises `NotFoundError` when there is no run."""
        run = await self.get(run_id)
        chosen = select(RunItem).where(RunItem.run_id == run_id)
        total = run.total
        if query.status is not None:
            chosen = chosen.where(RunItem.status == query.status)
            # The counter, since counting all items would take too long.
            total = getattr(run, query.status)
        rows = chosen.order_by(RunItem.id).offset(rows_before(query)).limit(query.size)
        return RunItemPage.of((await self._session.scalars(rows)).all(), total, query)

    async def _require(self, run_id: UUID) -> Run:
        run = await self._session.get(Run, run_id, populate_existing=True)
        if run is None:
            raise NotFoundError("run not found", resource="run", key=run_id)
        return run

    async def _set(self, run_id: UUID, **values: Any) -> None:  # noqa: ANN401 - columns
        statement = update(Run).where(Run.id == run_id).values(**values)
        await self._session.execute(statement.execution_options(**NO_SYNC))
