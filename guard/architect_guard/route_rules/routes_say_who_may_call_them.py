"""Every route says who may call it, those of mounted applications included."""

from collections.abc import Iterator

from fastapi import FastAPI

from architect_guard.application import Lack, Route, every_route
from architect_guard.dependencies import LOGINS, OPEN, depends_on, names_of, policies_of
from architect_guard.policies import POLICIES, UNCHECKED

WHY = "What says nothing is open to everybody, and nobody has decided that it should be."
INSTEAD = """
# A policy of your own is added to tests/architecture/policies.py.
@router.get("", dependencies=[Depends(public)])
async def list_notices(query: NoticeListQuery, service: NoticeServiceDep) -> NoticePage:
    return await service.page(query)
"""


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield each route that says nothing of it, or two things that cannot both be."""
    for route in every_route(application):
        if route.is_checked:
            yield from said_wrong(route)
        elif route.path not in UNCHECKED:
            yield route.lacks(
                "is none that FastAPI checks, so nobody is asked who they are: add it to a router, "
                "or say in tests/architecture/policies.py why nobody need be",
                f"@router.get(..., {depends_on([*LOGINS, *OPEN])})",
                "# or",
                f'UNCHECKED: dict[str, str] = {{"{route.path}": "why"}}',
            )


def said_wrong(route: Route) -> Iterator[Lack]:
    """Yield a route that does not say who may call it."""
    said = policies_of(route)
    logins = [each for each in said if each in LOGINS]
    if not said:
        yield route.lacks(
            f"says nothing, so everybody may call it: say {names_of(POLICIES, ' or ')}",
            route.decorated(depends_on([*LOGINS, *OPEN])),
        )
    elif logins and len(logins) < len(said):
        yield route.lacks(
            f"says {names_of(said, ' and ')}: both cannot be, so leave out what is not meant",
            route.decorated(depends_on(logins)),
        )
