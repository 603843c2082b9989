"""The application that the server runs, for the rules about its routes."""

from pkgutil import resolve_name
from typing import TYPE_CHECKING

from architect_guard.layout import APPLICATION
from architect_guard.rule import ROUTES, Finding, all_rules

if TYPE_CHECKING:
    from fastapi import FastAPI


def served_application() -> "FastAPI":
    """Return the application that the server runs. Errors of the import propagate."""
    found: FastAPI = resolve_name(APPLICATION)
    return found


def route_findings() -> list[Finding]:
    """Return the violations of the rules about routes."""
    # Import the application first: it reports a missing FastAPI better than the rules do.
    application = served_application()
    return [found for rule in all_rules(ROUTES) for found in rule.findings(application)]
