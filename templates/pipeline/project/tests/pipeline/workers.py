"""Starts real worker processes."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from tests.processes import ROOT

# Short leases, so that lost items are soon found; long enough for a busy machine.
IMPATIENT = {
    "ENVIRONMENT": "test",
    "LOG_LEVEL": "ERROR",
    "PIPELINE_LEASE_SECONDS": "4",
    "PIPELINE_POLL_SECONDS": "0.1",
    "PIPELINE_BACKOFF_SECONDS": "0.1",
    "PIPELINE_GRACE_SECONDS": "0",
}


class Workers:
    """Worker processes on one database.

    Args:
        url: The URL of the database.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._stack = AsyncExitStack()

    async def start(self, **variables: str) -> Process:
        """Start a worker with these environment variables."""
        return await self._stack.enter_async_context(self._worker(variables))

    async def stop_all(self) -> None:
        """Kill the workers that are still running."""
        await self._stack.aclose()

    @asynccontextmanager
    async def _worker(self, variables: dict[str, str]) -> AsyncIterator[Process]:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.pipeline.real_worker"),
            cwd=ROOT,
            env=os.environ | IMPATIENT | {"DATABASE_URL": self._url} | variables,
            stdout=DEVNULL,
        )
        try:
            yield process
        finally:
            kill(process)
            await process.wait()


def kill(process: Process) -> None:
    """Kill a worker at once, if it is still running."""
    if process.returncode is None:
        process.send_signal(signal.SIGKILL)
