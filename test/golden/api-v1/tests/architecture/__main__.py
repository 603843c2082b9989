"""`python -m tests.architecture [--routes] [--json]`: what breaks the rules.

Needs nothing but Python, and runs nothing of the application, unless it is asked for the routes.
"""

import argparse
import datetime as dt
import json
import sys
from contextlib import redirect_stdout
from importlib import import_module

from tests.architecture.exceptions import Verdict, judge, read_exceptions
from tests.architecture.failure import failure_of
from tests.architecture.project import this_project
from tests.architecture.rule import ROUTES, Finding, all_rules, rule_names, text_rules


def main() -> int:
    """Print the findings; return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m tests.architecture", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print them for a program")
    parser.add_argument("--routes", action="store_true", help="make the application and ask it too")
    options = parser.parse_args()
    findings = [found for rule in text_rules() for found in rule.findings(this_project())]
    excepted = read_exceptions()
    if options.routes:
        findings += ask_routes()
    else:
        unasked = rule_names(ROUTES)
        excepted = [each for each in excepted if each.rule not in unasked]
    verdict = judge(findings, excepted, dt.datetime.now(dt.UTC).date())
    if options.json:
        sys.stdout.write(document(verdict, routes=options.routes))
    else:
        sys.stdout.writelines(f"{each}\n" for each in (*verdict.findings, *verdict.complaints))
    return 1 if verdict.findings or verdict.complaints else 0


def ask_routes() -> list[Finding]:
    """Return what the routes of the application lack.

    Raises:
        SystemExit: if it cannot be made, with one line that says why.
    """
    try:
        # What it prints while it is made was not found by a rule.
        with redirect_stdout(sys.stderr):
            found: list[Finding] = import_module("tests.architecture.running").route_findings()
    except (Exception, SystemExit) as error:
        raise SystemExit(failure_of(error)) from error
    return found


def document(verdict: Verdict, *, routes: bool) -> str:
    """Return what was found, and the rules that were asked, as JSON."""
    rules = [*text_rules(), *(all_rules(ROUTES) if routes else ())]
    told = {
        "rules": [
            {"name": each.name, "says": each.says, "why": each.why, "instead": each.instead}
            for each in rules
        ],
        "findings": [each._asdict() for each in verdict.findings],
        "complaints": verdict.complaints,
    }
    return json.dumps(told, indent=2) + "\n"


if __name__ == "__main__":
    sys.exit(main())
