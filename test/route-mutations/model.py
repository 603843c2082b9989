"""What a route answers with."""

from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from fastapi.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from fastapi.sse import EventSourceResponse
from pydantic import BaseModel, Field, RootModel
from typing_extensions import TypedDict

from app.mutations.cases import OPEN, Thing, case

broken = partial(case, "answers-have-models")
legal = partial(case, "answers-have-models", legal=True)
T = TypeVar("T")
Payload: TypeAlias = dict[str, Any]


class Free(RootModel[dict[str, Any]]): ...


class Nest(RootModel[list["Nest"]]): ...


class Tree(BaseModel):
    id: int
    branches: list["Tree"]


class Only(RootModel[Thing]): ...


class Wrapped(BaseModel, Generic[T]):
    data: T


@dataclass
class Point:
    x: int


class Pair(TypedDict):
    left: int


class Csv(Response):
    media_type = "text/csv"


class Raw(Response): ...


def answering(annotation: Any, *, name: str, **more: Any) -> Any:
    """Return what adds a route that answers with a type."""

    def add(app, path):
        async def handler(): ...

        handler.__name__ = f"model_{name}"
        handler.__annotations__ = {} if annotation is ... else {"return": annotation}
        app.get(path, dependencies=OPEN, **more)(handler)

    add.__name__ = name
    return add


for name, annotation in {
    "a_dict": dict,
    "a_dict_of_anything": dict[str, Any],
    "an_alias_of_a_dict": Payload,
    "an_annotated_dict": Annotated[dict, Field(title="Thing")],
    "a_root_model_of_a_dict": Free,
    "a_list": list,
    "a_list_of_dicts": Annotated[list[dict[str, Any]], Field(max_length=9)],
    "a_list_of_texts": Annotated[list[str], Field(max_length=9)],
    "lists_of_lists": Nest,
    "anything": Any,
    "an_object": object,
    "nothing_said": ...,
    "nothing_with_200": None,
    "a_text": str,
    "a_number_or_nothing": int | None,
    "a_model_or_a_dict": Thing | dict[str, Any],
    "the_base_of_all_models": BaseModel,
    "a_json_response": JSONResponse,
    "a_stream_of_an_undeclared_class": StreamingResponse,
}.items():
    broken()(answering(annotation, name=name))

broken()(answering(Thing, name="response_model_none", response_model=None))
broken()(answering(Response, name="a_bare_response", response_class=Response))
broken()(answering(Response, name="a_class_without_a_media_type", response_class=Raw))
broken()(answering(Thing, name="a_dict_in_the_decorator", response_model=dict[str, Any]))
broken()(answering(JSONResponse, name="a_declared_json_response", response_class=JSONResponse))

for name, annotation in {
    "a_model": Thing,
    "a_model_or_none": Thing | None,
    "one_of_two_models": Thing | Point,
    "a_dataclass": Point,
    "a_typed_dict": Pair,
    "a_root_model": Only,
    "a_tree": Tree,
    "a_generic_model": Wrapped[Thing],
    "a_bounded_list": Annotated[list[Thing], Field(max_length=9)],
    "an_annotated_model": Annotated[Thing, Field(title="A thing")],
}.items():
    legal()(answering(annotation, name=f"legal_{name}"))

legal()(answering(None, name="no_body", status_code=204))
legal()(answering(Any, name="a_model_in_the_decorator", response_model=Thing))
legal()(answering(None, name="accepted_with_a_model", response_model=Thing, status_code=202))
legal()(answering(PlainTextResponse, name="plain_text", response_class=PlainTextResponse))
legal()(answering(FileResponse, name="a_file", response_class=FileResponse))
legal()(answering(Csv, name="a_class_of_its_own", response_class=Csv))
legal()(answering(RedirectResponse, name="elsewhere", response_class=RedirectResponse))
csv = {200: {"content": {"text/csv": {}}, "description": "All of it"}}
legal()(answering(StreamingResponse, name="a_stream", response_class=StreamingResponse, responses=csv))


@legal()
def events_as_they_happen(app, path):
    @app.get(path, dependencies=OPEN, response_class=EventSourceResponse)
    async def model_events() -> AsyncIterable[Thing]:
        yield Thing.model_construct()


@legal()
def a_line_each(app, path):
    @app.get(path, dependencies=OPEN)
    async def model_lines() -> AsyncIterator[Thing]:
        yield Thing.model_construct()


@broken()
def a_line_of_anything_each(app, path):
    @app.get(path, dependencies=OPEN)
    async def model_vague_lines() -> AsyncIterator[dict[str, Any]]:
        yield {}
