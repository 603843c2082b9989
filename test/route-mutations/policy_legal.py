"""Routes that say who may call them in unusual ways."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Security, WebSocket
from fastapi import Depends as Needs
from starlette.staticfiles import StaticFiles

from app.dependencies import public
from app.mutations.cases import LOGIN, LOGIN_ERRORS, OPEN, Thing, case
from app.utils.openapi import DocumentedFastAPI, operation_id
from tests.architecture.policies import GATE

legal = partial(case, "routes-say-who-may-call-them", legal=True)


@legal()
def at_include_router(app, path):
    router = APIRouter(prefix=path)

    @router.get("")
    async def policy_included() -> Thing: ...

    app.include_router(router, dependencies=OPEN)


@legal()
def on_the_outer_router(app, path):
    inner, outer = APIRouter(prefix="/inner"), APIRouter(prefix=path, dependencies=OPEN)

    @inner.get("")
    async def policy_outer() -> Thing: ...

    outer.include_router(inner)
    app.include_router(outer)


@legal()
def on_a_mounted_application(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id, dependencies=OPEN)

    @inner.get("/x")
    async def policy_of_mounted() -> Thing: ...

    app.mount(path, inner)


@legal()
def as_an_annotated_alias(app, path):
    Everybody = Annotated[None, Depends(public)]

    @app.get(path)
    async def policy_annotated(_: Everybody) -> Thing: ...


@legal()
def by_another_name_of_depends(app, path):
    @app.get(path)
    async def policy_renamed(_: Annotated[None, Needs(public)]) -> Thing: ...


@legal()
def by_a_policy_of_its_own(app, path):
    @app.get(path, dependencies=[Depends(GATE.enter)])
    async def policy_of_its_own() -> Thing: ...


@legal()
def as_a_default(app, path):
    @app.get(path)
    async def policy_default(_: None = Depends(public)) -> Thing: ...


@legal()
def of_a_websocket(app, path):
    router = APIRouter(dependencies=OPEN)

    @router.websocket(path)
    async def policy_of_socket(socket: WebSocket) -> None: ...

    app.include_router(router)


@legal()
def beside_an_object_without_hash(app, path):
    class Limit:
        __hash__ = None

        async def __call__(self) -> None: ...

    @app.get(path, dependencies=[*OPEN, Depends(Limit())])
    async def policy_beside() -> Thing: ...


@legal()
def beside_a_class(app, path):
    class Filters:
        def __init__(self, q: str = "") -> None: ...

    @app.get(path, dependencies=OPEN)
    async def policy_class(filters: Annotated[Filters, Depends()]) -> Thing: ...


@legal()
def a_folder_that_says_why(app, path):
    app.mount(path, StaticFiles(directory="."))


@legal(login=True)
def through_a_nested_dependency(app, path):
    async def staff(user: Annotated[object, Depends(LOGIN)]) -> object: ...

    async def admin(user: Annotated[object, Depends(staff)]) -> object: ...

    @app.get(path, dependencies=[Depends(admin)], responses=LOGIN_ERRORS)
    async def policy_of_nested() -> Thing: ...


@legal(login=True)
def through_an_object(app, path):
    class Role:
        def __init__(self, name: str) -> None: ...

        async def __call__(self, user: Annotated[object, Depends(LOGIN)]) -> None: ...

    @app.get(path, dependencies=[Depends(Role("admin"))], responses=LOGIN_ERRORS)
    async def policy_of_object() -> Thing: ...


@legal(login=True)
def through_a_partial(app, path):
    async def require(user: Annotated[object, Depends(LOGIN)], *, role: str) -> None: ...

    @app.get(path, dependencies=[Depends(partial(require, role="admin"))], responses=LOGIN_ERRORS)
    async def policy_of_partial() -> Thing: ...


@legal(login=True)
def through_security(app, path):
    @app.get(path, dependencies=[Security(LOGIN, scopes=["things"])], responses=LOGIN_ERRORS)
    async def policy_of_security() -> Thing: ...
