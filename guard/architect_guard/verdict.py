"""Findings without the allowed ones, and invalid exceptions, for a project's tests."""

import datetime as dt
from collections.abc import Sequence
from typing import TypeVar

from architect_guard.exceptions import inline_complaints, inline_rules, judge, read_exceptions
from architect_guard.layout import ROOT
from architect_guard.project import this_project
from architect_guard.rule import ROUTES, TEXT, Finding, Rule, all_rules
from architect_guard.running import served_application

SubjectT = TypeVar("SubjectT")


def unexcepted(rule: Rule[SubjectT], subject: SubjectT) -> Sequence[Finding]:
    """Return the findings of a rule that no exception allows today."""
    return judge(rule.findings(subject), read_exceptions(), today()).findings


def complaints() -> Sequence[str]:
    """Return the errors in the exceptions: expired and unused ones."""
    exceptions = read_exceptions()
    excepted = {each.rule for each in exceptions} | inline_rules(ROOT)
    text = [rule for rule in all_rules(TEXT) if rule.name in excepted]
    routes = [rule for rule in all_rules(ROUTES) if rule.name in excepted]
    findings = [
        *(found for rule in text for found in rule.findings(this_project())),
        *(found for rule in routes for found in rule.findings(served_application())),
    ]
    return [
        *judge(findings, exceptions, today()).complaints,
        *inline_complaints(findings, excepted, ROOT),
    ]


def today() -> dt.date:
    """Return today's date in UTC, for the expiry of exceptions."""
    return dt.datetime.now(dt.UTC).date()
