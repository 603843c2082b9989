"""The application that the server serves, for the rules about its routes."""

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from architect_guard.layout import APPLICATION
from architect_guard.rule import ROUTES, Finding, all_rules

if TYPE_CHECKING:
    from fastapi import FastAPI


def served_application() -> "FastAPI":
    """Return the application that the server serves. Raises whatever its module raises on import."""
    found: FastAPI = resolve_name(APPLICATION)
    return found


def route_findings() -> list[Finding]:
    """Return what breaks the rules about routes."""
    # The rules import FastAPI, whose absence the project's own import reports better.
    application = served_application()
    return [found for rule in all_rules(ROUTES) for found in rule.findings(application)]
