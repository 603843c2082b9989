"""Routes that are mounted, or that are not FastAPI's, and do not say who may call them."""

from functools import partial

from fastapi import APIRouter, WebSocket
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import WebSocketRoute
from starlette.staticfiles import StaticFiles

from app.mutations.cases import OPEN, Thing, case
from app.utils.openapi import DocumentedFastAPI, operation_id

broken = partial(case, "routes-say-who-may-call-them")


@broken()
def in_a_mounted_application(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id)

    @inner.get("/x")
    async def policy_mounted() -> Thing: ...

    app.mount(path, inner)


@broken()
def in_an_application_mounted_by_a_router(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id)
    # Its own prefix and its own dependencies are not for what it mounts.
    router = APIRouter(prefix="/nowhere", dependencies=OPEN)

    @inner.get("/x")
    async def policy_mounted_by_router() -> Thing: ...

    router.mount(path, inner)
    app.include_router(router)


@broken()
def a_route_of_starlette(app, path):
    async def policy_starlette(request: Request) -> PlainTextResponse: ...

    app.add_route(path, policy_starlette)


@broken()
def a_folder_of_files(app, path):
    app.mount(path, StaticFiles(directory="."))


@broken()
def a_socket_of_starlette(app, path):
    async def policy_starlette_socket(socket: WebSocket) -> None: ...

    app.router.routes.append(WebSocketRoute(path, policy_starlette_socket))


@broken()
def in_a_mounted_router(app, path):
    inner = APIRouter()

    @inner.get("/x")
    async def policy_mounted_router() -> Thing: ...

    app.mount(path, inner)


@broken()
def behind_middleware(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id)

    @inner.get("/x")
    async def policy_behind_middleware() -> Thing: ...

    app.mount(path, GZipMiddleware(inner))


@broken()
def of_another_host(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id)

    @inner.get(path)
    async def policy_of_host() -> Thing: ...

    app.host("inner.example.com", inner)
