"""The architecture rules of this project, each a test; docs/CODING_STANDARDS.md lists them."""

from logging import config as logging_config

import pytest
from architect_guard.project import Project, this_project
from architect_guard.rule import ROUTES, TEXT, Rule, all_rules
from architect_guard.running import served_application
from architect_guard.verdict import complaints, unexcepted
from fastapi import FastAPI
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


@pytest.mark.parametrize("rule", all_rules(TEXT), ids=lambda rule: rule.name)
def test_source(rule: Rule[Project]) -> None:
    if found := unexcepted(rule, this_project()):
        pytest.fail("\n".join(map(str, found)), pytrace=False)


@pytest.mark.parametrize("rule", all_rules(ROUTES), ids=lambda rule: rule.name)
def test_routes(rule: Rule[FastAPI]) -> None:
    if found := unexcepted(rule, served_application()):
        pytest.fail("\n".join(map(str, found)), pytrace=False)


def test_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contracts in pyproject.toml hold; a failure shows the output of import-linter."""
    # Its logging configuration would disable the loggers of the application.
    monkeypatch.setattr(logging_config, "dictConfig", lambda _: None)
    assert lint_imports(no_logo=True, no_cache=True) == EXIT_STATUS_SUCCESS


def test_exceptions() -> None:
    if found := complaints():
        pytest.fail("\n".join(found), pytrace=False)
