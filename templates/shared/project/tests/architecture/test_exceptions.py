"""What may break a rule for a while: with a reason, until a day, and only what does break it."""

import datetime as dt
from pathlib import Path

import pytest
from fastapi import FastAPI

from tests.architecture.exceptions import Excepted, judge, read_exceptions
from tests.architecture.project import this_project
from tests.architecture.rule import ROUTES, Finding, all_rules, text_rules

TODAY = dt.datetime.now(dt.UTC).date()
FOUND = Finding("thin-handlers", "app/main.py", 1, 1, "it decides", "…", "…", "…")
ALLOWED = Excepted("thin-handlers", "app/main.py", "it goes with the next release", TODAY)


def test_no_exception_is_over_or_for_nothing(application: FastAPI) -> None:
    exceptions = read_exceptions()
    excepted = {each.rule for each in exceptions}
    text = [rule for rule in text_rules() if rule.name in excepted]
    routes = [rule for rule in all_rules(ROUTES) if rule.name in excepted]
    findings = [
        *(found for rule in text for found in rule.findings(this_project())),
        *(found for rule in routes for found in rule.findings(application)),
    ]
    complaints = judge(findings, exceptions, TODAY).complaints
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


def test_an_exception_holds_until_its_last_day() -> None:
    assert judge([FOUND], [ALLOWED], TODAY) == ([], [])
    findings, complaints = judge([FOUND], [ALLOWED], TODAY + dt.timedelta(days=1))
    assert (findings, len(complaints)) == ([FOUND], 1)


def test_an_exception_for_nothing_is_told() -> None:
    findings, complaints = judge([], [ALLOWED], TODAY)
    assert (findings, len(complaints)) == ([], 1)


@pytest.mark.parametrize(
    "line",
    ['reason = "soon"', 'reason = ""\nuntil = 2030-12-31', 'reason = "soon"\nuntil = "tomorrow"'],
)
def test_an_exception_needs_a_reason_and_a_day(line: str, tmp_path: Path) -> None:
    file = tmp_path / "exceptions.toml"
    file.write_text(f'[[allow]]\nrule = "a"\nfile = "b"\n{line}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="needs"):
        read_exceptions(file)
