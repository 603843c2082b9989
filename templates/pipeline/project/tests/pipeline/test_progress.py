"""The progress of a run on a terminal, in a pipe and for programs."""

import datetime as dt
import json
from io import StringIO
from uuid import uuid4

from app.enums import RunStatus
from app.models.base import utc_now
from app.pipeline.progress import Progress, describe
from app.schemas.run import RunResponse


class Terminal(StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def make_run(done: int, total: int = 200, dead: int = 0) -> RunResponse:
    """Return a run that started a minute ago."""
    is_over = done + dead == total
    return RunResponse(
        id=uuid4(),
        pipeline="articles",
        status=RunStatus.DONE if is_over else RunStatus.RUNNING,
        batch_size=10,
        max_retries=3,
        selection={},
        total=total,
        done=done,
        dead=dead,
        cancelled=0,
        skipped=0,
        created_at=utc_now() - dt.timedelta(minutes=1),
        finished_at=utc_now() if is_over else None,
    )


def test_a_pipe_gets_a_line_for_each_step() -> None:
    output = StringIO()
    progress = Progress(output)

    for done in range(201):
        progress.show(make_run(done))

    percents = [int(line.partition(" %")[0]) for line in output.getvalue().splitlines()]
    assert percents == list(range(0, 101, 10))


def test_a_terminal_gets_a_bar() -> None:
    output = Terminal()
    progress = Progress(output)

    for done in (50, 150, 200):
        progress.show(make_run(done))

    bars = output.getvalue().split("\r")[1:]
    assert [bar.count("#") for bar in bars] == [7, 22, 30]
    assert output.getvalue().count("\n") == 1


def test_a_program_gets_json() -> None:
    output = StringIO()
    progress = Progress(output, as_json=True)

    progress.show(make_run(1))
    progress.show(make_run(2))

    assert [json.loads(line)["done"] for line in output.getvalue().splitlines()] == [1, 2]


def test_the_words() -> None:
    assert describe(make_run(98, dead=2)) == (
        " 50 %  100/200  running  2 dead  100 per minute  0:01:00 left"
    )
    assert describe(make_run(0, total=0)) == "100 %  0/0  done"
    assert describe(make_run(0)) == "  0 %  0/200  running  0 per minute"
