"""The command line in the process of the tests: output and exit codes of each command."""

import json

import pytest

from app import cli
from app.config import Settings
from app.pipeline import arguments, embedded
from tests.pipeline.articles import PIPELINES
from tests.pipeline.runs import Runs


@pytest.fixture(autouse=True)
def pipelines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let all commands know the pipeline of the tests."""
    for module in (cli, arguments, embedded):
        monkeypatch.setattr(module, "PIPELINES", PIPELINES)


async def execute(settings: Settings, *words: str) -> int:
    """Execute a command in this process."""
    given = settings.model_copy(update={"pipeline_poll_seconds": 0.05})
    return await cli.execute(given, arguments.parse(words))


async def test_process_shows_the_progress(
    runs: Runs, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    await runs.add_articles(5)

    code = await execute(settings, "process", "articles", "--json")

    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (code, last["done"], last["status"]) == (0, 5, "done")
    assert await execute(settings, "watch", last["id"], "--no-work") == 0


async def test_runs_lists_the_latest_runs(
    runs: Runs, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    run = await runs.start(1)

    assert await execute(settings, "runs") == 0
    assert await execute(settings, "runs", "--json") == 0

    words, line = capsys.readouterr().out.splitlines()
    assert words.startswith(f"{run.id}  articles")
    assert json.loads(line)["id"] == str(run.id)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--batch-size", "0"], "batch_size"),
        (["--filter", "color=red"], "color"),
        (["--id", "1"], "ids"),
    ],
)
async def test_faults_are_named(
    runs: Runs,
    settings: Settings,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    message: str,
) -> None:
    assert await execute(settings, "process", "articles", *words) == cli.FAILED
    assert message in capsys.readouterr().err


def test_an_unknown_pipeline_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        arguments.parse(["process", "no-such"])

    assert ended.value.code == 2
    assert "articles" in capsys.readouterr().err
