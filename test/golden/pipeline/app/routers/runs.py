"""Runs over HTTP."""

from collections.abc import AsyncIterable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.sse import EventSourceResponse, ServerSentEvent

from app.dependencies import RunControlDep, RunServiceDep, RunWatchDep, public
from app.schemas.envelope import Envelope
from app.schemas.run import RunItemPage, RunItemQuery, RunPage, RunQuery, RunResponse
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.problems import responses

router = APIRouter(prefix="/runs", tags=["runs"], dependencies=[Depends(public)])


@router.get("", responses=responses())
async def list_runs(
    query: Annotated[RunQuery, Query()], service: RunServiceDep
) -> Envelope[RunPage]:
    """List runs, a page at a time."""
    return Envelope(data=await service.page(query))


@router.get("/{run_id}", responses=responses(NotFoundError))
async def get_run(run_id: UUID, service: RunServiceDep) -> Envelope[RunResponse]:
    """Return one run, with its progress."""
    return Envelope(data=await service.get(run_id))


@router.get("/{run_id}/items", responses=responses(NotFoundError))
async def list_run_items(
    run_id: UUID, query: Annotated[RunItemQuery, Query()], service: RunServiceDep
) -> Envelope[RunItemPage]:
    """List the items of a run, a page at a time."""
    return Envelope(data=await service.items(run_id, query))


async def get_watched_run(run_id: UUID, watch: RunWatchDep) -> RunResponse:
    """Return the run to watch; 404 must be sent before the stream begins."""
    return await watch.get(run_id)


@router.get(
    "/{run_id}/events",
    response_class=EventSourceResponse,
    responses=responses(NotFoundError),
)
async def watch_run(
    run: Annotated[RunResponse, Depends(get_watched_run)], watch: RunWatchDep
) -> AsyncIterable[ServerSentEvent]:
    """Stream the run as server-sent events, at most two a second, until it is over."""
    async for each in watch.snapshots(run.id):
        yield ServerSentEvent(event="run", data=each)


@router.post("/{run_id}/pause", responses=responses(NotFoundError, ConflictError))
async def pause_run(run_id: UUID, control: RunControlDep) -> Envelope[RunResponse]:
    """Pause a run; items in hand are finished."""
    return Envelope(data=await control.pause(run_id))


@router.post("/{run_id}/resume", responses=responses(NotFoundError, ConflictError))
async def resume_run(run_id: UUID, control: RunControlDep) -> Envelope[RunResponse]:
    """Resume a paused run."""
    return Envelope(data=await control.resume(run_id))


@router.post("/{run_id}/cancel", responses=responses(NotFoundError, ConflictError))
async def cancel_run(run_id: UUID, control: RunControlDep) -> Envelope[RunResponse]:
    """Cancel a run; items in hand are stopped, and results are kept."""
    return Envelope(data=await control.cancel(run_id))


@router.post("/{run_id}/retry", responses=responses(NotFoundError, ConflictError))
async def retry_run(run_id: UUID, control: RunControlDep) -> Envelope[RunResponse]:
    """Process the dead items of a run again."""
    return Envelope(data=await control.retry(run_id))
