"""The command line: `python -m app.cli process articles`, `runs`, `watch RUN`.

Exit codes: 0 done, 1 error, 2 some items are dead or the usage is wrong, 130 interrupted.
"""

import argparse
import asyncio
import signal
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from uuid import UUID

import structlog
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.config import Settings, get_settings
from app.pipeline import PIPELINES
from app.pipeline.arguments import faults_of, parse
from app.pipeline.embedded import do_nothing, open_tools, run_embedded
from app.pipeline.progress import Progress, describe
from app.pipeline.watching import RunWatch
from app.schemas.page import MAX_PAGE_SIZE
from app.schemas.run import RunOptions, RunQuery
from app.services.run import RunService
from app.utils.database import create_engine, create_session_factory
from app.utils.exceptions import DomainError
from app.utils.logging import configure_logging

DONE, FAILED, SOME_DEAD, INTERRUPTED = 0, 1, 2, 130

Factory = async_sessionmaker[AsyncSession]


async def start(factory: Factory, given: argparse.Namespace) -> UUID:
    """Start a run, and return its id.

    Raises:
        ValidationError: if an option is out of range, or a filter is unknown.
        DomainError: if an id is unknown.
    """
    selected: dict[str, object] = dict(each.partition("=")[::2] for each in given.filter)
    if given.id:
        selected["ids"] = given.id
    pipeline = PIPELINES[given.pipeline]
    options = RunOptions(batch_size=given.batch_size, max_retries=given.max_retries)
    async with factory() as session:
        service = RunService(session, wake=do_nothing)
        return (await service.start(pipeline, pipeline.request(**selected), options)).id


async def follow(settings: Settings, factory: Factory, given: argparse.Namespace) -> int:
    """Show a run until it is over, and work on it meanwhile; return the exit code."""
    run_id: UUID = given.run if given.command == "watch" else await start(factory, given)
    watching = asyncio.current_task()
    async with AsyncExitStack() as stack:
        if not given.no_work:
            tools = await stack.enter_async_context(open_tools(settings, factory))
            await stack.enter_async_context(run_embedded(settings, factory, tools))
        progress = Progress(sys.stdout, as_json=given.json)
        loop = asyncio.get_running_loop()
        if watching is not None:
            loop.add_signal_handler(signal.SIGINT, watching.cancel)
        try:
            dead = 0
            async for run in RunWatch(factory).snapshots(run_id):
                progress.show(run)
                dead = run.dead
        except asyncio.CancelledError:
            sys.stderr.write(f"\nInterrupted. To go on: python -m app.cli watch {run_id}\n")
            return INTERRUPTED
        finally:
            # A second Ctrl-C ends the process at once.
            loop.remove_signal_handler(signal.SIGINT)
    return SOME_DEAD if dead else DONE


async def list_runs(factory: Factory, given: argparse.Namespace) -> int:
    """Write the latest runs; return the exit code."""
    async with factory() as session:
        page = await RunService(session, wake=do_nothing).page(RunQuery(size=MAX_PAGE_SIZE))
    for run in page.items:
        words = f"{run.id}  {run.pipeline}  {describe(run)}"
        sys.stdout.write((run.model_dump_json() if given.json else words) + "\n")
    return DONE


async def execute(settings: Settings, given: argparse.Namespace) -> int:
    """Execute a command; return the exit code."""
    engine = create_engine(settings)
    factory = create_session_factory(engine)
    try:
        if given.command == "runs":
            return await list_runs(factory, given)
        return await follow(settings, factory, given)
    except (DomainError, ValidationError) as error:
        sys.stderr.write("\n".join(faults_of(error)) + "\n")
        return FAILED
    finally:
        await engine.dispose()


def main(arguments: Sequence[str] | None = None) -> int:
    """Execute the command line; return the exit code."""
    given = parse(arguments)
    # Work in this process, also where workers do it; only errors interrupt the progress.
    changes = {"pipeline_runs": "embedded", "log_level": "ERROR"}
    settings = get_settings().model_copy(update=changes)
    configure_logging(settings)
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=sys.stderr))
    with suppress(KeyboardInterrupt):
        return asyncio.run(execute(settings, given))
    return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
