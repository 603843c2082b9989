"""Who may call a route: each says so, those included that are added later."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from tests.architecture.application import Route, complain, every_route
from tests.architecture.dependencies import LOGINS, OPEN, policies_of
from tests.architecture.policies import POLICIES, UNCHECKED

RULE = "a route says who may call it"


def names_of(policies: list[Callable[..., Any]], between: str) -> str:
    """Return what dependencies are called."""
    return between.join(getattr(each, "__name__", type(each).__name__) for each in policies)


def depends_on(policies: list[Callable[..., Any]]) -> str:
    """Return the argument of a decorator that names a policy."""
    return f"dependencies=[Depends({names_of(policies[:1], '')})]"


def test_every_route_says_who_may_call_it(application: FastAPI) -> None:
    complain(
        [
            *(unchecked(route) for route in every_route(application) if not route.is_checked),
            *(said_wrong(route) for route in every_route(application) if route.is_checked),
        ]
    )


def unchecked(route: Route) -> str:
    """Return what to print of a route at which FastAPI runs no dependency."""
    if route.path in UNCHECKED:
        return ""
    return route.lacks(
        RULE,
        "FastAPI runs no dependency here, so nobody is asked who they are. Add it to a router, or "
        "say in tests/architecture/policies.py why nobody need be:",
        f"@router.get(..., {depends_on([*LOGINS, *OPEN])})",
        f'UNCHECKED: dict[str, str] = {{"{route.path}": "why"}}',
    )


def said_wrong(route: Route) -> str:
    """Return what to print of a route that says nothing, or two things that cannot both be."""
    said = policies_of(route)
    logins = [each for each in said if each in LOGINS]
    if not said:
        why = f"It says nothing, so everybody may. Say {names_of(list(POLICIES), ' or ')}:"
        return route.lacks(RULE, why, route.decorated(depends_on([*LOGINS, *OPEN])))
    if logins and len(logins) < len(said):
        why = f"It says {names_of(said, ' and ')}: both cannot be. Leave out what is not meant:"
        return route.lacks(RULE, why, route.decorated(depends_on(logins)))
    return ""


def test_no_policy_is_overridden(application: FastAPI) -> None:
    complain(
        [
            route.lacks(
                "a policy is what it says",
                "Its application puts something else in the place of its policy. That is for tests, "
                "which put it back; leave it out:",
                f"app.dependency_overrides[{names_of(replaced, '')}] = ...",
            )
            for route in every_route(application)
            if route.is_checked
            for replaced in [[each] for each in policies_of(route)]
            if replaced[0] in route.application.dependency_overrides
        ]
    )
