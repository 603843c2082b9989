"""Do not override policies outside tests."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.application import Lack, every_route
from architect_guard.dependencies import names_of, policies_of

WHY = (
    "An overridden policy does not run, so the route does not have the access control it declares."
)
INSTEAD = """
# Override a policy only in a test, which restores it.
monkeypatch.setitem(app.dependency_overrides, public, refuse)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes whose policy the application overrides."""
    for route in every_route(application):
        for policy in policies_of(route) if route.is_checked else ():
            if policy in route.application.dependency_overrides:
                name = names_of([policy], "")
                yield route.lacks(
                    f"declares {name}, which the application overrides: override policies only "
                    "in tests",
                    "# Remove this line:",
                    f"# app.dependency_overrides[{name}] = ...",
                )
