"""What a route asks for, wherever it asks: policies and parameters."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from fastapi.dependencies.models import Dependant

from architect_guard.application import Route
from architect_guard.policies import POLICIES

OPEN = [policy for policy, errors in POLICIES.items() if not errors]
LOGINS = [policy for policy, errors in POLICIES.items() if errors]


def nested(dependant: Dependant) -> Iterator[Dependant]:
    """Yield every dependency of a route, those of its dependencies included."""
    for each in dependant.dependencies:
        yield each
        yield from nested(each)


def policies_of(route: Route) -> list[Callable[..., Any]]:
    """Return what a route says of who may call it.

    A login counts wherever it is asked for. That everybody may call it has to stand on the route or
    on its routers: a dependency of a dependency speaks for itself.
    """
    # Compared, not looked up: an object may have no hash, and a method is another one each time.
    direct = [each.call for each in route.context.dependant.dependencies]
    asked = [each.call for each in nested(route.context.dependant)]
    return [
        *(policy for policy in OPEN if any(each == policy for each in direct)),
        *(policy for policy in LOGINS if any(each == policy for each in asked)),
    ]


def inputs(route: Route, *kinds: str) -> list[Any]:
    """Return the parameters of a route, those of its dependencies included."""
    dependants = [route.context.dependant, *nested(route.context.dependant)]
    return [field for each in dependants for kind in kinds for field in getattr(each, kind)]


def names_of(policies: Iterable[Callable[..., Any]], between: str) -> str:
    """Return what dependencies are called."""
    return between.join(getattr(each, "__name__", type(each).__name__) for each in policies)


def depends_on(policies: Sequence[Callable[..., Any]]) -> str:
    """Return the argument of a decorator that names a policy, the first of these."""
    return f"dependencies=[Depends({names_of(policies[:1], '')})]"
