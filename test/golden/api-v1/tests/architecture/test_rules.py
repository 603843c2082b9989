"""The rules of this project's architecture, each a test; docs/CODING_STANDARDS.md lists them."""

import datetime as dt
from pathlib import Path

import pytest

from tests.architecture.exceptions import Excepted, judge, read_exceptions
from tests.architecture.project import ROOT, this_project
from tests.architecture.rule import Finding, Rule, all_rules

RULES = all_rules()
TODAY = dt.datetime.now(dt.UTC).date()
FOUND = Finding("thin-handlers", "app/main.py", 1, 1, "it decides", "…", "…", "…")
ALLOWED = Excepted("thin-handlers", "app/main.py", "it goes with the next release", TODAY)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_architecture_holds(rule: Rule) -> None:
    found = judge(rule.findings(this_project()), read_exceptions(), TODAY).findings
    if found:
        pytest.fail("\n".join(map(str, found)), pytrace=False)


def test_no_exception_is_over_or_for_nothing() -> None:
    findings = [found for rule in RULES for found in rule.findings(this_project())]
    complaints = judge(findings, read_exceptions(), TODAY).complaints
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


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_in_the_standards(rule: Rule) -> None:
    standards = (ROOT / "docs" / "CODING_STANDARDS.md").read_text(encoding="utf-8")
    assert rule.says in standards, f"add a line for {rule.name} to docs/CODING_STANDARDS.md"
