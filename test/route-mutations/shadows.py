"""In which order routes stand."""

from functools import partial
from uuid import UUID

from fastapi import APIRouter, WebSocket

from app.mutations.cases import OPEN, Thing, case
from app.utils.exceptions import NotFoundError
from app.utils.openapi import DocumentedFastAPI, operation_id
from app.utils.problems import responses

NOT_FOUND = responses(NotFoundError)
shadow = partial(case, "routes-are-reachable")


@shadow()
def after_a_parameter(app, path):
    @app.get(f"{path}/{{thing_id}}", dependencies=OPEN)
    async def shadow_by_key(thing_id: str) -> Thing: ...

    @app.get(f"{path}/open", dependencies=OPEN)
    async def shadow_open() -> Thing: ...


@shadow()
def of_a_router(app, path):
    router = APIRouter(prefix=path, dependencies=OPEN)

    @router.post("/{thing_id}/{action}")
    async def shadow_action(thing_id: UUID, action: str) -> Thing: ...

    @router.post("/{thing_id}/close")
    async def shadow_close(thing_id: UUID) -> Thing: ...

    app.include_router(router)


@shadow()
def by_another_name(app, path):
    @app.get(f"{path}/{{thing_id}}", dependencies=OPEN)
    async def shadow_first(thing_id: str) -> Thing: ...

    @app.get(f"{path}/{{name}}", dependencies=OPEN)
    async def shadow_second(name: str) -> Thing: ...


@shadow()
def by_a_whole_path(app, path):
    @app.get(f"{path}/{{file:path}}", dependencies=OPEN)
    async def shadow_file(file: str) -> Thing: ...

    @app.get(f"{path}/index", dependencies=OPEN)
    async def shadow_index() -> Thing: ...


@shadow()
def of_a_mounted_application(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id, dependencies=OPEN)

    @inner.get("/{thing_id}")
    async def shadow_mounted(thing_id: str) -> Thing: ...

    @inner.get("/newest")
    async def shadow_newest() -> Thing: ...

    app.mount(path, inner)


@shadow()
def of_a_socket(app, path):
    @app.websocket(f"{path}/{{room}}", dependencies=OPEN)
    async def shadow_room(socket: WebSocket, room: str) -> None: ...

    @app.websocket(f"{path}/lobby", dependencies=OPEN)
    async def shadow_lobby(socket: WebSocket) -> None: ...


@shadow(legal=True)
def in_order(app, path):
    @app.get(f"{path}/open", dependencies=OPEN)
    async def reachable_open() -> Thing: ...

    @app.get(f"{path}/{{thing_id}}", dependencies=OPEN, responses=NOT_FOUND)
    async def reachable_by_key(thing_id: str) -> Thing: ...


@shadow(legal=True)
def other_methods(app, path):
    @app.get(f"{path}/{{thing_id}}", dependencies=OPEN, responses=NOT_FOUND)
    async def reachable_get(thing_id: str) -> Thing: ...

    @app.post(f"{path}/open", dependencies=OPEN)
    async def reachable_post() -> Thing: ...


@shadow(legal=True)
def by_kind(app, path):
    @app.get(f"{path}/{{number:int}}", dependencies=OPEN, responses=NOT_FOUND)
    async def reachable_number(number: int) -> Thing: ...

    @app.get(f"{path}/newest", dependencies=OPEN)
    async def reachable_newest() -> Thing: ...
