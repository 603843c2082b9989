"""The rules about the text of this project, each a test; docs/CODING_STANDARDS.md lists them."""

import datetime as dt

import pytest

from tests.architecture.exceptions import judge, read_exceptions
from tests.architecture.project import Project, this_project
from tests.architecture.rule import Rule, text_rules

RULES = text_rules()
TODAY = dt.datetime.now(dt.UTC).date()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_architecture_holds(rule: Rule[Project]) -> None:
    found = judge(rule.findings(this_project()), read_exceptions(), TODAY).findings
    if found:
        pytest.fail("\n".join(map(str, found)), pytrace=False)
