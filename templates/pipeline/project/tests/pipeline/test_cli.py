"""The command line, in real processes."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from uuid import uuid4

import pytest

from app.config import Settings
from tests.pipeline.runs import Runs
from tests.processes import ROOT

ENOUGH_SECONDS = 60
# A provider on a port where nothing listens.
NO_PROVIDER = {
    "LLM_PROVIDER": "compatible",
    "COMPATIBLE_URL": "http://127.0.0.1:9",
    "COMPATIBLE_MODEL": "model",
    "RATE_LIMITS": "compatible=0.01",
}


async def begin(settings: Settings, *arguments: str, **variables: str) -> Process:
    """Start a command on the test's database."""
    given = {
        "ENVIRONMENT": "test",
        "DATABASE_URL": settings.database_url,
        "PIPELINE_BACKOFF_SECONDS": "0.1",
        "PIPELINE_POLL_SECONDS": "0.1",
        "PIPELINE_GRACE_SECONDS": "1",
    }
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.pipeline.real_cli", *arguments),
        cwd=ROOT,
        env=os.environ | given | variables,
        stdout=PIPE,
        stderr=PIPE,
    )


async def execute(
    settings: Settings, *arguments: str, **variables: str
) -> tuple[int | None, str, str]:
    """Run a command; return its exit code and what it wrote."""
    process = await begin(settings, *arguments, **variables)
    async with asyncio.timeout(ENOUGH_SECONDS):
        output, errors = await process.communicate()
    return process.returncode, output.decode(), errors.decode()


async def test_process_works_until_the_run_is_over(runs: Runs, settings: Settings) -> None:
    await runs.add_articles(20)

    code, output, errors = await execute(settings, "process", "articles", "--batch-size", "20")

    assert (code, errors) == (0, "")
    assert output.splitlines()[-1] == "100 %  20/20  done"
    assert await runs.saved() == 20
    code, output, _ = await execute(settings, "runs", "--json")
    assert [json.loads(line)["done"] for line in output.splitlines()] == [20]


async def test_dead_items_have_an_exit_code(runs: Runs, settings: Settings) -> None:
    await runs.add_articles(1)

    code, output, _ = await execute(
        settings, "process", "articles", "--max-retries", "1", "--json", **NO_PROVIDER
    )

    last = json.loads(output.splitlines()[-1])
    assert (code, last["dead"], last["status"]) == (2, 1, "done")


async def test_an_interrupted_run_goes_on_with_watch(runs: Runs, settings: Settings) -> None:
    await runs.add_articles(30)
    process = await begin(settings, "process", "articles", **NO_PROVIDER)
    assert process.stdout is not None
    async with asyncio.timeout(ENOUGH_SECONDS):
        first = await process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, errors = await process.communicate()

    assert (process.returncode, first[:5]) == (130, b"  0 %")
    command = errors.decode().strip().splitlines()[-1].partition("app.cli ")[2].split()
    assert command[0] == "watch"
    code, output, _ = await execute(settings, *command)
    assert (code, output.splitlines()[-1]) == (0, "100 %  30/30  done")
    assert await runs.saved() == 30


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["process", "no-such"], 2, "invalid choice"),
        (["process", "articles", "--batch-size", "0"], 1, "batch_size: "),
        (["process", "articles", "--max-retries", "6"], 1, "max_retries: "),
        (["process", "articles", "--id", "1"], 1, "ids.0: "),
        (["process", "articles", "--id", str(uuid4())], 1, "not all ids exist"),
        (["process", "articles", "--filter", "color=red"], 1, "color: "),
        (["process", "articles", "--filter", "created_at_from"], 1, "created_at_from: "),
        (["watch", "1"], 2, "invalid UUID"),
        (["watch", str(uuid4()), "--no-work"], 1, "run not found"),
    ],
)
async def test_invalid_input(
    runs: Runs, settings: Settings, arguments: list[str], code: int, message: str
) -> None:
    found, output, errors = await execute(settings, *arguments)

    assert (found, output) == (code, "")
    assert message in errors
    assert "Traceback" not in errors
