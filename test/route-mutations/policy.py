"""Routes of FastAPI that do not say who may call them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, WebSocket
from fastapi.security import HTTPBearer

from app.dependencies import public
from app.mutations.cases import LOGIN, LOGIN_ERRORS, OPEN, Thing, case

broken = partial(case, "routes-say-who-may-call-them")


@broken()
def router_without_dependency(app, path):
    router = APIRouter(prefix=path)

    @router.get("")
    async def policy_forgotten() -> Thing: ...

    app.include_router(router)


@broken()
def straight_on_the_application(app, path):
    @app.get(path)
    async def policy_on_app() -> Thing: ...


@broken()
def nested_router_with_a_prefix(app, path):
    inner, outer = APIRouter(prefix="/inner"), APIRouter(prefix=path)

    @inner.post("/x")
    async def policy_nested_router() -> Thing: ...

    outer.include_router(inner)
    app.include_router(outer)


@broken()
def only_another_route_of_the_router(app, path):
    router = APIRouter()

    @router.get("/legal/policy/neighbour", dependencies=OPEN)
    async def policy_neighbour() -> Thing: ...

    @router.get(path)
    async def policy_not_here() -> Thing: ...

    app.include_router(router)


@broken()
def another_function_of_the_same_name(app, path):
    async def public() -> None: ...

    @app.get(path, dependencies=[Depends(public)])
    async def policy_impostor() -> Thing: ...


@broken()
def public_in_a_dependency_of_a_dependency(app, path):
    async def helper(_: Annotated[None, Depends(public)]) -> None: ...

    @app.get(path, dependencies=[Depends(helper)])
    async def policy_by_helper() -> Thing: ...


@broken()
def an_annotated_alias_that_checks_nothing(app, path):
    async def tenant(x_tenant: Annotated[str, Header()]) -> str: ...

    CurrentTenant = Annotated[str, Depends(tenant)]

    @app.get(path)
    async def policy_alias(tenant: CurrentTenant) -> Thing: ...


@broken()
def a_scheme_that_only_reads_the_header(app, path):
    @app.get(path, dependencies=[Depends(HTTPBearer(auto_error=False))])
    async def policy_scheme() -> Thing: ...


@broken()
def a_policy_that_is_called_in_the_body(app, path):
    @app.get(path)
    async def policy_in_body() -> Thing:
        await public()


@broken()
def a_websocket(app, path):
    @app.websocket(path)
    async def policy_socket(socket: WebSocket) -> None: ...


@broken()
def a_websocket_of_a_nested_router(app, path):
    inner, outer = APIRouter(), APIRouter(prefix=path)

    @inner.websocket("/x")
    async def policy_nested_socket(socket: WebSocket) -> None: ...

    outer.include_router(inner)
    app.include_router(outer)


@broken()
def hidden_from_the_contract(app, path):
    @app.get(path, include_in_schema=False)
    async def policy_hidden() -> Thing: ...


@broken()
def several_methods(app, path):
    @app.api_route(path, methods=["HEAD", "PATCH"])
    async def policy_methods() -> Thing: ...


@broken(login=True)
def public_and_a_login(app, path):
    @app.get(path, dependencies=[*OPEN, Depends(LOGIN)], responses=LOGIN_ERRORS)
    async def policy_both() -> Thing: ...
