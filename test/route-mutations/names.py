"""What a route is called."""

from functools import partial, wraps

from fastapi import APIRouter, FastAPI

from app.mutations.cases import OPEN, Thing, case
from app.utils.openapi import DocumentedFastAPI, operation_id

broken = partial(case, "operations-are-named-once")
legal = partial(case, "operations-are-named-once", legal=True)


class Exporter:
    async def __call__(self) -> Thing: ...

    async def names_of_a_method(self) -> Thing: ...


async def export(kind: str = "") -> Thing: ...


@broken()
def another_operation_id(app, path):
    @app.get(path, dependencies=OPEN, operation_id="listThings")
    async def names_operation_id() -> Thing: ...


@broken()
def another_name(app, path):
    @app.get(path, dependencies=OPEN, name="things")
    async def names_name() -> Thing: ...


@broken()
def a_lambda(app, path):
    app.get(path, dependencies=OPEN, response_model=Thing)(lambda: None)


@broken()
def a_partial_without_a_name(app, path):
    app.add_api_route(path, partial(export, kind="csv"), dependencies=OPEN)


@broken()
def an_object_without_a_name(app, path):
    app.add_api_route(path, Exporter(), dependencies=OPEN)


@broken()
def two_methods(app, path):
    @app.api_route(path, methods=["POST", "PUT"], dependencies=OPEN)
    async def names_two_methods() -> Thing: ...


@broken()
def two_paths(app, path):
    @app.get(f"{path}/a", dependencies=OPEN)
    @app.get(f"{path}/b", dependencies=OPEN)
    async def names_two_paths() -> Thing: ...


@broken()
def two_routers(app, path):
    for n in range(2):
        router = APIRouter(prefix=f"{path}/{n}", dependencies=OPEN)

        @router.get("")
        async def names_two_routers() -> Thing: ...

        app.include_router(router)


@broken()
def another_way_to_name(app, path):
    router = APIRouter(dependencies=OPEN, generate_unique_id_function=lambda route: route.path)

    @router.get(path)
    async def names_generated() -> Thing: ...

    app.include_router(router)


@broken()
def a_plain_mounted_application(app, path):
    inner = FastAPI(dependencies=OPEN)

    @inner.get("/x")
    async def names_mounted() -> Thing: ...

    app.mount(path, inner)


@broken()
def one_hidden_of_two(app, path):
    @app.get(f"{path}/a", dependencies=OPEN)
    @app.get(f"{path}/b", dependencies=OPEN, include_in_schema=False)
    async def names_one_hidden() -> Thing: ...


@legal()
def a_partial_with_a_name(app, path):
    app.add_api_route(path, partial(export, kind="csv"), dependencies=OPEN, name="names_csv")


@legal()
def an_object_with_a_name(app, path):
    app.add_api_route(path, Exporter(), dependencies=OPEN, name="names_exporter")


@legal()
def a_method(app, path):
    app.add_api_route(path, Exporter().names_of_a_method, dependencies=OPEN)


@legal()
def a_wrapped_function(app, path):
    def timed(call):
        @wraps(call)
        async def wrapper(*args, **kwargs):
            return await call(*args, **kwargs)

        return wrapper

    @app.get(path, dependencies=OPEN)
    @timed
    async def names_wrapped() -> Thing: ...


@legal()
def in_two_versions(app, path):
    async def names_versioned() -> Thing: ...

    for version in ("v1", "v2"):
        router = APIRouter(prefix=f"{path}/{version}/x", dependencies=OPEN)
        router.get("")(names_versioned)
        app.include_router(router)


@legal()
def in_two_contracts(app, path):
    async def names_of_two_contracts() -> Thing: ...

    app.get(f"{path}/outer", dependencies=OPEN)(names_of_two_contracts)
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id, dependencies=OPEN)
    inner.get("/x")(names_of_two_contracts)
    app.mount(path, inner)


@legal()
def the_same_said_twice(app, path):
    @app.get(path, dependencies=OPEN, operation_id="names_said", name="names_said")
    async def names_said() -> Thing: ...
