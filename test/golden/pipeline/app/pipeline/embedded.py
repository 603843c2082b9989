"""Pipelines in the process of the application."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import structlog
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.clients.llm.factory import create_llm
from app.clients.rate_slots import create_rate_limiter
from app.clients.tools import Tools
from app.config import Settings
from app.pipeline import PIPELINES
from app.pipeline.assembly import create_runner

log = structlog.get_logger("pipeline")


@asynccontextmanager
async def open_tools(
    settings: Settings, factory: async_sessionmaker[AsyncSession]
) -> AsyncIterator[Tools]:
    """Open the clients of external services.

    Raises:
        SettingsError: if a provider lacks a setting, e.g. its rate limit.
    """
    limiter = create_rate_limiter(settings, factory)
    # One attempt: the item is tried again, and its attempts are counted.
    llm = create_llm(settings, limiter.pace, attempts=1)
    try:
        yield Tools(llm)
    finally:
        await llm.aclose()


@asynccontextmanager
async def run_embedded(
    settings: Settings, factory: async_sessionmaker[AsyncSession], tools: Tools
) -> AsyncIterator[Callable[[], None]]:
    """Run pipelines within the block, unless workers do; yield what to call for new items."""
    if settings.pipeline_runs == "worker":
        yield do_nothing
        return
    runner = create_runner(factory, PIPELINES, tools, settings)
    task = asyncio.create_task(runner.run())
    task.add_done_callback(log_failure)
    try:
        yield runner.wake
    finally:
        runner.stop()
        # Its failure has been logged.
        with suppress(Exception):
            await task


@asynccontextmanager
async def run_pipelines(app: FastAPI) -> AsyncIterator[None]:
    """Open the clients of the application, and run its pipelines within the block."""
    settings, factory = app.state.settings, app.state.session_factory
    async with open_tools(settings, factory) as tools:
        app.state.tools = tools
        async with run_embedded(settings, factory, tools) as wake:
            app.state.wake_pipelines = wake
            yield


def do_nothing() -> None:
    """Do nothing: the workers poll."""


def log_failure(task: asyncio.Task[None]) -> None:
    """Log that the runner has failed, which is a bug."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("runner failed", exc_info=error)
