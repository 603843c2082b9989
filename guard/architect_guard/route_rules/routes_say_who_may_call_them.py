"""Declare an access policy on every route, also in mounted applications."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.application import Lack, Route, every_route
from architect_guard.dependencies import LOGINS, OPEN, depends_on, names_of, policies_of
from architect_guard.policies import POLICIES, UNCHECKED

WHY = "A route without a policy is open to everyone by accident."
INSTEAD = """
# Add your own policies to tests/architecture/policies.py.
@router.get("", dependencies=[Depends(public)])
async def list_notices(query: NoticeListQuery, service: NoticeServiceDep) -> NoticePage:
    return await service.page(query)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield routes without a policy, or with policies that contradict each other."""
    for route in every_route(application):
        if route.is_checked:
            yield from said_wrong(route)
        elif route.path not in UNCHECKED:
            yield route.lacks(
                "bypasses FastAPI's dependencies, so its callers are not authenticated: add it to "
                "a router, or give a reason in tests/architecture/policies.py",
                f"@router.get(..., {depends_on([*LOGINS, *OPEN])})",
                "# or",
                f'UNCHECKED: dict[str, str] = {{"{route.path}": "why"}}',
            )


def said_wrong(route: Route) -> Iterator[Lack]:
    """Yield a route without a valid access policy."""
    said = policies_of(route)
    logins = [each for each in said if each in LOGINS]
    if not said:
        yield route.lacks(
            f"has no access policy, so it is open to everyone: add {names_of(POLICIES, ' or ')}",
            route.decorated(depends_on([*LOGINS, *OPEN])),
        )
    elif logins and len(logins) < len(said):
        yield route.lacks(
            f"declares {names_of(said, ' and ')}, which contradict each other: remove one",
            route.decorated(depends_on(logins)),
        )
