"""Fixtures: a project to check, and a function that runs the command on it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

GUARD = Path(__file__).parent.parent
PROJECT = Path(__file__).parent / "project"


def pytest_configure() -> None:
    """Let tests that import the package read the layout of this project."""
    os.chdir(PROJECT)


class Ran(NamedTuple):
    """The result of a command."""

    code: int
    report: dict[str, Any]
    error: str

    @property
    def found(self) -> list[tuple[str, str, int]]:
        """The rule, the file and the line of each finding."""
        return [(each["rule"], each["file"], each["line"]) for each in self.report["findings"]]


Check = Callable[..., Ran]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the project."""
    return Path(shutil.copytree(PROJECT, tmp_path / "project"))


@pytest.fixture
def check(project: Path) -> Check:
    """Return a function that runs the command on the copy with some options."""

    def run(*options: str) -> Ran:
        command = [sys.executable, "-B", "-m", "architect_guard", "--json", *options]
        environment = {**os.environ, "PYTHONPATH": str(GUARD), "PYTHONSAFEPATH": "1"}
        ran = subprocess.run(
            command, cwd=project, env=environment, capture_output=True, text=True, check=False
        )
        report = json.loads(ran.stdout) if ran.stdout else {}
        return Ran(ran.returncode, report, ran.stderr)

    return run
