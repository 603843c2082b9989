"""Where a route stands."""

from functools import partial

from fastapi import APIRouter, WebSocket

from app.mutations.cases import OPEN, Thing, case
from app.utils.openapi import DocumentedFastAPI, operation_id

slash = partial(case, "paths-end-without-slash")


@slash()
def at_the_end(app, path):
    @app.get(f"{path}/", dependencies=OPEN)
    async def slash_at_the_end() -> Thing: ...


@slash()
def of_a_router(app, path):
    router = APIRouter(prefix=path, dependencies=OPEN)

    @router.get("/")
    async def slash_of_router() -> Thing: ...

    app.include_router(router)


@slash()
def of_an_included_router(app, path):
    inner, outer = APIRouter(dependencies=OPEN), APIRouter(prefix=path)

    @inner.post("/")
    async def slash_of_included() -> Thing: ...

    outer.include_router(inner, prefix="/inner")
    app.include_router(outer)


@slash()
def of_a_socket(app, path):
    @app.websocket(f"{path}/", dependencies=OPEN)
    async def slash_of_socket(socket: WebSocket) -> None: ...


@slash()
def of_a_mounted_application(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id, dependencies=OPEN)

    @inner.get("/things/")
    async def slash_of_mounted() -> Thing: ...

    app.mount(path, inner)


@slash(legal=True)
def none(app, path):
    router = APIRouter(prefix=path, dependencies=OPEN)

    @router.get("")
    async def slash_none() -> Thing: ...

    app.include_router(router)
