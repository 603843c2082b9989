"""Which errors a route declares."""

from enum import StrEnum
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, FastAPI

from app.mutations.cases import LOGIN, LOGIN_ERRORS, OPEN, Thing, case
from app.utils.exceptions import ConflictError, NotFoundError, UnknownReferenceError
from app.utils.problems import responses

broken = partial(case, "errors-are-declared")
legal = partial(case, "errors-are-declared", legal=True)
misdeclared = partial(case, "errors-are-problems")
problem = partial(case, "errors-are-problems", legal=True)


class Format(StrEnum):
    CSV = "csv"
    JSON = "json"


class ThingNotFoundError(NotFoundError): ...


def declaring(name, declared, *, tail="", **more):
    """Return what adds a route that declares some errors."""

    def add(app, path):
        async def handler(thing_id: int = 0) -> Thing: ...

        handler.__name__ = f"errors_{name}"
        app.get(f"{path}{tail}", dependencies=OPEN, responses=declared, **more)(handler)

    add.__name__ = name
    return add


ONE = "/{thing_id}"
json = {"application/json": {}}
broken()(declaring("no_404", {}, tail=ONE))
broken()(declaring("another_error_only", responses(ConflictError), tail=ONE))
broken()(declaring("no_404_and_hidden", {}, tail=ONE, include_in_schema=False))
misdeclared()(declaring("a_404_with_a_model", {404: {"model": Thing}}, tail=ONE))
misdeclared()(declaring("a_hidden_404_with_a_model", {404: {"model": Thing}}, tail=ONE, include_in_schema=False))
misdeclared()(declaring("a_404_of_plain_json", {404: {"description": "x", "content": json}}, tail=ONE))
misdeclared()(declaring("a_404_without_content", {404: {"description": "Gone"}}, tail=ONE))
misdeclared()(declaring("a_409_with_a_model", {409: {"model": Thing}}))
misdeclared()(declaring("a_range_with_a_model", {"4XX": {"model": Thing}}))
misdeclared()(declaring("a_default_with_a_model", {"default": {"model": Thing}}))
misdeclared()(declaring("a_502_without_content", {502: {"description": "Later"}}))
legal()(declaring("a_404", responses(NotFoundError), tail=ONE))
legal()(declaring("a_404_of_its_own", responses(ThingNotFoundError), tail=ONE))
legal()(declaring("a_404_that_is_hidden", responses(NotFoundError), tail=ONE, include_in_schema=False))
problem()(declaring("several", responses(NotFoundError, ConflictError, UnknownReferenceError), tail=ONE))
problem()(declaring("not_modified", {304: {"description": "As it was"}}))


@broken()
def no_404_for_the_path_of_a_router(app, path):
    inner, outer = APIRouter(), APIRouter(prefix=f"{path}/{{shelf_id}}", dependencies=OPEN)

    @inner.get("/things")
    async def errors_of_a_prefix(shelf_id: int) -> Thing: ...

    outer.include_router(inner)
    app.include_router(outer)


@broken()
def no_404_for_a_path_that_a_dependency_takes(app, path):
    async def load(thing_id: int) -> Thing: ...

    @app.delete(path + ONE, dependencies=OPEN, status_code=204)
    async def errors_of_a_dependency(thing: Annotated[Thing, Depends(load)]) -> None: ...


@misdeclared()
def an_application_with_its_own_422(app, path):
    inner = FastAPI(dependencies=OPEN)

    @inner.get("/x", operation_id="errors_mounted")
    async def errors_mounted(page: int = 1) -> Thing: ...

    app.mount(path, inner)


@broken(login=True)
def no_401(app, path):
    @app.get(path, dependencies=[Depends(LOGIN)])
    async def errors_no_401() -> Thing: ...


@broken(login=True)
def no_401_of_a_nested_login(app, path):
    async def admin(user: Annotated[object, Depends(LOGIN)]) -> object: ...

    @app.get(path)
    async def errors_no_nested_401(user: Annotated[object, Depends(admin)]) -> Thing: ...


@broken(login=True)
def no_401_of_a_router(app, path):
    router = APIRouter(prefix=path, dependencies=[Depends(LOGIN)])

    @router.post("", responses=responses(ConflictError))
    async def errors_no_401_of_router(payload: Thing) -> Thing: ...

    app.include_router(router)


@legal()
def at_include_router(app, path):
    router = APIRouter(prefix=path + ONE, dependencies=OPEN)

    @router.get("")
    async def errors_included(thing_id: int) -> Thing: ...

    app.include_router(router, responses=responses(NotFoundError))


@legal()
def on_an_outer_router(app, path):
    declared = responses(NotFoundError)
    inner, outer = APIRouter(), APIRouter(prefix=path, dependencies=OPEN, responses=declared)

    @inner.put(ONE, responses=responses(ConflictError))
    async def errors_of_outer(thing_id: int, payload: Thing) -> Thing: ...

    outer.include_router(inner)
    app.include_router(outer)


@legal()
def a_path_of_a_few_words(app, path):
    @app.get(path + "/{format}", dependencies=OPEN)
    async def errors_of_enum(format: Format) -> Thing: ...


@legal()
def a_path_of_literals(app, path):
    @app.get(path + "/{kind}", dependencies=OPEN)
    async def errors_of_literal(kind: Literal["a", "b"]) -> Thing: ...


@legal(login=True)
def a_401_at_include_router(app, path):
    router = APIRouter(prefix=path)

    @router.get("")
    async def errors_401_included() -> Thing: ...

    app.include_router(router, dependencies=[Depends(LOGIN)], responses=LOGIN_ERRORS)
