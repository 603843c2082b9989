"""No application puts something else in the place of a policy."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.application import Lack, every_route
from architect_guard.dependencies import names_of, policies_of

WHY = "A policy is what it says only as long as it is what is run."
INSTEAD = """
# Overrides are for tests, which put back what was there.
monkeypatch.setitem(app.dependency_overrides, public, refuse)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route whose policy its application overrides."""
    for route in every_route(application):
        for policy in policies_of(route) if route.is_checked else ():
            if policy in route.application.dependency_overrides:
                name = names_of([policy], "")
                yield route.lacks(
                    f"says {name}, and its application puts something else in the place of that: "
                    "such is for tests, which put it back",
                    "# Leave this out:",
                    f"# app.dependency_overrides[{name}] = ...",
                )
