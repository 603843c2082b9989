"""The rules about the routes of the running application, each a test; so are those about its text."""

import datetime as dt

import pytest
from fastapi import FastAPI

from tests.architecture.exceptions import judge, read_exceptions
from tests.architecture.rule import ROUTES, Rule, all_rules

TODAY = dt.datetime.now(dt.UTC).date()


@pytest.mark.parametrize("rule", all_rules(ROUTES), ids=lambda rule: rule.name)
def test_every_route_keeps_it(rule: Rule[FastAPI], application: FastAPI) -> None:
    found = judge(rule.findings(application), read_exceptions(), TODAY).findings
    if found:
        pytest.fail("\n".join(map(str, found)), pytrace=False)
