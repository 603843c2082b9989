"""Print the violations of the architecture rules.

Needs only Python. Runs no project code unless `--own` or `--routes` is given.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from importlib import import_module
from typing import TypeVar

from architect_guard.exceptions import Verdict, inline_complaints, judge, read_exceptions
from architect_guard.failure import failure_of
from architect_guard.layout import ROOT
from architect_guard.project import this_project
from architect_guard.rule import (
    ROUTES,
    TEXT,
    Finding,
    Rule,
    all_rules,
    built_in_rules,
    own_rule_names,
    rule_names,
)

ResultT = TypeVar("ResultT")


def main() -> int:
    """Print the findings; return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m architect_guard", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--own", action="store_true", help="also run the project's own rules")
    parser.add_argument(
        "--routes", action="store_true", help="import the application and check its routes"
    )
    options = parser.parse_args()
    if options.own or options.routes:
        sys.path.insert(0, str(ROOT))
    rules = all_rules(TEXT) if options.own else built_in_rules(TEXT)
    findings = [found for rule in rules for found in rule.findings(this_project())]
    if options.routes:
        findings += running(lambda: import_module("architect_guard.running").route_findings())
    unasked = (set() if options.own else own_rule_names(TEXT)) | (
        set() if options.routes else rule_names(ROUTES)
    )
    excepted = [each for each in read_exceptions() if each.rule not in unasked]
    asked = [*rules, *(all_rules(ROUTES) if options.routes else ())]
    found, complaints = judge(findings, excepted, dt.datetime.now(dt.UTC).date())
    inline = inline_complaints(findings, {rule.name for rule in asked}, ROOT)
    verdict = Verdict(found, [*complaints, *inline])
    if options.json:
        sys.stdout.write(document(verdict, asked))
    else:
        sys.stdout.writelines(f"{each}\n" for each in (*verdict.findings, *verdict.complaints))
    return 1 if verdict.findings or verdict.complaints else 0


def running(work: Callable[[], ResultT]) -> ResultT:
    """Return the result of a function that imports the application.

    Raises:
        SystemExit: if the import fails, with a one-line reason.
    """
    try:
        # Keep output of the application out of stdout.
        with redirect_stdout(sys.stderr):
            return work()
    except (Exception, SystemExit) as error:
        raise SystemExit(failure_of(error)) from error


def document(verdict: Verdict, rules: list[Rule[Finding]]) -> str:
    """Return the findings and the checked rules as JSON."""
    report = {
        "rules": [
            {"name": each.name, "says": each.says, "why": each.why, "instead": each.instead}
            for each in rules
        ],
        "findings": [each._asdict() for each in verdict.findings],
        "complaints": verdict.complaints,
    }
    return json.dumps(report, indent=2) + "\n"
