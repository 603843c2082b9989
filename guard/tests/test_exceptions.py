"""Exceptions need a reason, may expire, and must be used."""

import datetime as dt
from pathlib import Path

import pytest

from architect_guard.exceptions import Excepted, judge, read_exceptions
from architect_guard.rule import Finding

TODAY = dt.datetime.now(dt.UTC).date()
FOUND = Finding("thin-handlers", "app/main.py", 1, 1, "branches", "…", "…", "…")
ALLOWED = Excepted("thin-handlers", "app/main.py", "it goes with the next release", TODAY)


def test_an_exception_holds_until_its_last_day() -> None:
    assert judge([FOUND], [ALLOWED], TODAY) == ([], [])
    findings, complaints = judge([FOUND], [ALLOWED], TODAY + dt.timedelta(days=1))
    assert (findings, len(complaints)) == ([FOUND], 1)


def test_an_unused_exception_is_reported() -> None:
    findings, complaints = judge([], [ALLOWED], TODAY)
    assert (findings, len(complaints)) == ([], 1)


@pytest.mark.parametrize(
    "line",
    [
        "until = 2030-12-31",
        'reason = ""',
        "reason = 3",
        'reason = "soon"\nuntil = "tomorrow"',
        'reason = "soon"\nsymbols = ["a"]',
    ],
)
def test_an_invalid_exception_is_refused(line: str, tmp_path: Path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text(f'[[allow]]\nrule = "a"\nfile = "b"\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="needs"):
        read_exceptions(file)


def test_a_project_without_the_file_has_no_exceptions(tmp_path: Path) -> None:
    assert read_exceptions(tmp_path / "exceptions.toml") == []
