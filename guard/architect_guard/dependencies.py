"""The policies and parameters of a route, also from its dependencies."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from fastapi.dependencies.models import Dependant

from architect_guard.application import Route
from architect_guard.policies import POLICIES

OPEN = [policy for policy, errors in POLICIES.items() if not errors]
LOGINS = [policy for policy, errors in POLICIES.items() if errors]


def nested(dependant: Dependant) -> Iterator[Dependant]:
    """Yield all dependencies of a route, also nested ones."""
    for each in dependant.dependencies:
        yield each
        yield from nested(each)


def policies_of(route: Route) -> list[Callable[..., Any]]:
    """Return the access policies of a route.

    A login policy counts in nested dependencies too. An open policy counts only on the route or its
    routers, not inside another dependency.
    """
    # Compare, do not look up: objects may not be hashable, and bound methods are new each time.
    direct = [each.call for each in route.context.dependant.dependencies]
    asked = [each.call for each in nested(route.context.dependant)]
    return [
        *(policy for policy in OPEN if any(each == policy for each in direct)),
        *(policy for policy in LOGINS if any(each == policy for each in asked)),
    ]


def inputs(route: Route, *kinds: str) -> list[Any]:
    """Return the parameters of a route and its dependencies."""
    dependants = [route.context.dependant, *nested(route.context.dependant)]
    return [field for each in dependants for kind in kinds for field in getattr(each, kind)]


def names_of(policies: Iterable[Callable[..., Any]], between: str) -> str:
    """Return the names of dependencies, joined by a separator."""
    return between.join(getattr(each, "__name__", type(each).__name__) for each in policies)


def depends_on(policies: Sequence[Callable[..., Any]]) -> str:
    """Return the decorator argument for the first of some policies."""
    return f"dependencies=[Depends({names_of(policies[:1], '')})]"
