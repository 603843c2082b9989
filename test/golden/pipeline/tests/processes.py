"""Processes of the application, each listening on a Unix socket."""

import asyncio
import json
import os
import sys
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx2

ROOT = Path(__file__).parent.parent


def server_options() -> list[str]:
    """Return the options of the server in the image, except application, host and port."""
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    command: list[str] = json.loads(lines[-1].removeprefix("CMD "))
    return command[command.index("--port") + 2 :]


@asynccontextmanager
async def served(
    factory: str, place: Path, variables: Mapping[str, str]
) -> AsyncGenerator[httpx2.AsyncClient]:
    """Run a process with these environment variables; yield a client of its Unix socket."""
    process = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "uvicorn", factory, "--factory"],
        *["--uds", str(place), "--log-level", "warning", *server_options()],
        env={**os.environ, "ENVIRONMENT": "test", **variables},
        stdout=asyncio.subprocess.DEVNULL,
    )
    transport = httpx2.AsyncHTTPTransport(uds=str(place))
    try:
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            async with asyncio.timeout(60):
                await until_alive(client)
            yield client
    finally:
        process.terminate()
        await process.wait()


async def until_alive(client: httpx2.AsyncClient) -> None:
    """Wait until a process responds."""
    while True:
        try:
            (await client.get("/health/live")).raise_for_status()
        except httpx2.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
