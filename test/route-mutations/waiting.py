"""Whom a handler lets wait."""

import uuid
from collections.abc import AsyncIterator, Iterator
from functools import partial, wraps

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from app.mutations.cases import OPEN, Thing, case
from app.utils.openapi import DocumentedFastAPI, operation_id

broken = partial(case, "handlers-are-coroutines")
legal = partial(case, "handlers-are-coroutines", legal=True)


class Blocking:
    def __call__(self) -> Thing: ...

    def async_of_a_method(self) -> Thing: ...


class Waiting:
    async def __call__(self) -> Thing: ...


def plain(kind: str = "") -> Thing: ...


async def waiting(kind: str = "") -> Thing: ...


@broken()
def a_plain_function(app, path):
    @app.get(path, dependencies=OPEN)
    def async_plain() -> Thing: ...


@broken()
def a_partial_of_one(app, path):
    app.add_api_route(path, partial(plain, kind="x"), dependencies=OPEN, name="async_partial")


@broken()
def an_object(app, path):
    app.add_api_route(path, Blocking(), dependencies=OPEN, name="async_object")


@broken()
def a_method(app, path):
    app.add_api_route(path, Blocking().async_of_a_method, dependencies=OPEN)


@broken()
def a_generator(app, path):
    @app.get(path, dependencies=OPEN)
    def async_generator() -> Iterator[Thing]:
        yield Thing.model_construct()


@broken()
def in_a_nested_router(app, path):
    inner, outer = APIRouter(), APIRouter(prefix=path, dependencies=OPEN)

    @inner.get("/x", include_in_schema=False)
    def async_nested() -> Thing: ...

    outer.include_router(inner)
    app.include_router(outer)


@broken()
def in_a_mounted_application(app, path):
    inner = DocumentedFastAPI(generate_unique_id_function=operation_id, dependencies=OPEN)

    @inner.get("/x")
    def async_mounted() -> Thing: ...

    app.mount(path, inner)


@broken()
def a_coroutine_that_a_decorator_calls(app, path):
    def timed(call):
        def wrapper():
            return call()

        wrapper.__name__ = call.__name__
        return wrapper

    @app.get(path, dependencies=OPEN, response_model=Thing)
    @timed
    async def async_decorated() -> Thing: ...


@broken()
def made_by_a_factory(app, path):
    def made():
        def async_made() -> Thing: ...

        return async_made

    app.get(path, dependencies=OPEN)(made())


@broken()
def of_a_package(app, path):
    app.get(path, dependencies=OPEN, response_model=Thing)(uuid.uuid4)


@legal()
def an_asynchronous_partial(app, path):
    app.add_api_route(path, partial(waiting, kind="x"), dependencies=OPEN, name="async_legal")


@legal()
def an_asynchronous_object(app, path):
    app.add_api_route(path, Waiting(), dependencies=OPEN, name="async_legal_object")


@legal()
def an_asynchronous_generator(app, path):
    @app.get(path, dependencies=OPEN)
    async def async_legal_generator() -> AsyncIterator[Thing]:
        yield Thing.model_construct()


@legal()
def a_wrapped_function(app, path):
    def timed(call):
        @wraps(call)
        async def wrapper(*args, **kwargs):
            return await call(*args, **kwargs)

        return wrapper

    @app.get(path, dependencies=OPEN, response_class=StreamingResponse)
    @timed
    async def async_legal_wrapped() -> StreamingResponse: ...
