"""Mounted applications that put something else in the place of a policy, or of what is none."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, WebSocket
from starlette.middleware.gzip import GZipMiddleware

from app.dependencies import public
from app.mutations.cases import LOGIN, LOGIN_ERRORS, OPEN, Thing, case
from app.utils.openapi import DocumentedFastAPI, operation_id
from tests.architecture.policies import GATE

broken = partial(case, "policies-are-kept")
legal = partial(case, "policies-are-kept", legal=True)


def mounted(**more):
    """Return an application of its own."""
    return DocumentedFastAPI(generate_unique_id_function=operation_id, **more)


async def anybody() -> None: ...


@broken()
def of_the_application(app, path):
    inner = mounted(dependencies=OPEN)

    @inner.get("/x")
    async def kept_of_application() -> Thing: ...

    inner.dependency_overrides[public] = anybody
    app.mount(path, inner)


@broken()
def of_a_route(app, path):
    inner = mounted()

    @inner.get("/x", dependencies=OPEN)
    async def kept_of_route() -> Thing: ...

    inner.dependency_overrides = {public: anybody}
    app.mount(path, inner)


@broken()
def of_a_nested_router(app, path):
    inner, outer, router = mounted(), APIRouter(dependencies=OPEN), APIRouter(prefix="/x")

    @router.post("")
    async def kept_of_nested() -> Thing: ...

    outer.include_router(router)
    inner.include_router(outer)
    inner.dependency_overrides |= {public: anybody}
    app.mount(path, inner)


@broken()
def of_a_socket(app, path):
    inner = mounted(dependencies=OPEN)

    @inner.websocket("/x")
    async def kept_of_socket(socket: WebSocket) -> None: ...

    inner.dependency_overrides.update({public: anybody})
    app.mount(path, inner)


@broken()
def of_an_application_behind_middleware(app, path):
    inner = mounted(dependencies=OPEN)

    @inner.get("/x", include_in_schema=False)
    async def kept_behind_middleware() -> Thing: ...

    inner.dependency_overrides.setdefault(public, anybody)
    app.mount(path, GZipMiddleware(inner))


@broken()
def a_policy_of_its_own(app, path):
    inner = mounted()

    @inner.get("/x", dependencies=[Depends(GATE.enter)])
    async def kept_of_its_own() -> Thing: ...

    inner.dependency_overrides[GATE.enter] = anybody
    app.mount(path, inner)


@broken(login=True)
def a_login(app, path):
    inner = mounted()

    async def admin(user: Annotated[object, Depends(LOGIN)]) -> object: ...

    @inner.get("/x", dependencies=[Depends(admin)], responses=LOGIN_ERRORS)
    async def kept_login() -> Thing: ...

    inner.dependency_overrides[LOGIN] = anybody
    app.mount(path, inner)


@legal()
def another_dependency(app, path):
    inner = mounted(dependencies=OPEN)

    async def clock() -> int: ...

    @inner.get("/x")
    async def kept_other_dependency(now: Annotated[int, Depends(clock)]) -> Thing: ...

    inner.dependency_overrides[clock] = anybody
    app.mount(path, inner)


@legal()
def a_policy_that_none_of_its_routes_has(app, path):
    inner = mounted()

    @inner.get("/x", dependencies=[Depends(GATE.enter)])
    async def kept_of_others() -> Thing: ...

    inner.dependency_overrides[public] = anybody
    app.mount(path, inner)


@legal()
def put_back(app, path):
    inner = mounted(dependencies=OPEN)

    @inner.get("/x")
    async def kept_put_back() -> Thing: ...

    inner.dependency_overrides[public] = anybody
    inner.dependency_overrides.clear()
    app.mount(path, inner)
