"""The progress of a run, for a terminal, a pipe or a program."""

import datetime as dt
from collections.abc import Callable
from typing import TextIO

from app.schemas.run import RunResponse

WIDTH = 30
PERCENT = 100
# In a pipe, a line is written each time this much more is finished.
STEP_PERCENT = 10


class Progress:
    """Writes snapshots of a run: a bar, lines, or JSON lines.

    Args:
        output: The stream; a bar is drawn if it is a terminal.
        as_json: Whether to write each snapshot as a line of JSON.
    """

    def __init__(self, output: TextIO, *, as_json: bool = False) -> None:
        self._output = output
        self._next_percent = 0
        self._write: Callable[[RunResponse], None] = self._write_line
        if as_json:
            self._write = self._write_json
        elif output.isatty():
            self._write = self._draw_bar

    def show(self, run: RunResponse) -> None:
        """Write a snapshot."""
        self._write(run)
        self._output.flush()

    def _write_json(self, run: RunResponse) -> None:
        self._output.write(run.model_dump_json() + "\n")

    def _draw_bar(self, run: RunResponse) -> None:
        filled = WIDTH * percent_of(run) // PERCENT
        end = "" if run.open else "\n"
        # `\x1b[K` clears the rest of the line.
        self._output.write(f"\r[{'#' * filled:.<{WIDTH}}] {describe(run)}\x1b[K{end}")

    def _write_line(self, run: RunResponse) -> None:
        percent = percent_of(run)
        if percent >= self._next_percent or not run.open:
            self._next_percent = percent - percent % STEP_PERCENT + STEP_PERCENT
            self._output.write(describe(run) + "\n")


def percent_of(run: RunResponse) -> int:
    """Return how much of a run is finished; an empty run is."""
    return PERCENT * (run.total - run.open) // run.total if run.total else PERCENT


def describe(run: RunResponse) -> str:
    """Return the progress of a run in words."""
    words = [f"{percent_of(run):3} %", f"{run.total - run.open}/{run.total}", run.status.value]
    words += [f"{run.dead} dead"] if run.dead else []
    words += [f"{run.cancelled} cancelled"] if run.cancelled else []
    if run.open:
        words.append(f"{run.items_per_minute:g} per minute")
        if run.eta_seconds is not None:
            words.append(f"{dt.timedelta(seconds=run.eta_seconds)} left")
    return "  ".join(words)
