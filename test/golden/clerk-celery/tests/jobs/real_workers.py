"""Starts real worker processes, and waits for them."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from tests.processes import ROOT

ENOUGH_SECONDS = 90

# Short limits, so that lost jobs are soon sent again.
IMPATIENT = {
    "JOB_TIME_LIMIT_SECONDS": "3",
    "JOB_GRACE_SECONDS": "1",
    "JOB_RELAY_SECONDS": "1",
}


@asynccontextmanager
async def run_worker(folder: Path, variables: Mapping[str, str]) -> AsyncIterator[Process]:
    """Run a worker with beat in its own process group, with these environment variables."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "celery", "-A", "tests.jobs.real_worker", "worker"),
        *("--beat", "--schedule", str(folder / "beat"), "--concurrency", "1"),
        cwd=ROOT,
        env=os.environ | {"ENVIRONMENT": "test"} | IMPATIENT | dict(variables),
        start_new_session=True,
    )
    try:
        yield process
    finally:
        kill(process)
        await process.wait()


def kill(process: Process) -> None:
    """Kill a worker with all its processes, if it is still running."""
    if process.returncode is None:
        os.killpg(process.pid, signal.SIGKILL)


async def until(check: Callable[[], Awaitable[bool]]) -> None:
    """Poll until a check of another process succeeds."""
    async with asyncio.timeout(ENOUGH_SECONDS):
        while not await check():  # noqa: ASYNC110 - there is no event to wait for
            await asyncio.sleep(0.1)
