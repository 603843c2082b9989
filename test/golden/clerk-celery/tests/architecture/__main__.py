"""`python -m tests.architecture [--json]`: what breaks the rules. Needs nothing but Python."""

import argparse
import datetime as dt
import json
import sys

from tests.architecture.exceptions import judge, read_exceptions
from tests.architecture.project import this_project
from tests.architecture.rule import all_rules


def main() -> int:
    """Print the findings; return 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m tests.architecture", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print them for a program")
    options = parser.parse_args()
    rules = all_rules()
    findings = [found for rule in rules for found in rule.findings(this_project())]
    today = dt.datetime.now(dt.UTC).date()
    verdict = judge(findings, read_exceptions(), today)
    if options.json:
        document = {
            "rules": [
                {"name": each.name, "says": each.says, "why": each.why, "instead": each.instead}
                for each in rules
            ],
            "findings": [each._asdict() for each in verdict.findings],
            "complaints": verdict.complaints,
        }
        sys.stdout.write(json.dumps(document, indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{each}\n" for each in (*verdict.findings, *verdict.complaints))
    return 1 if verdict.findings or verdict.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
