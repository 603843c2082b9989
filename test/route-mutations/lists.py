"""How long a list may be."""

import datetime as dt
from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from importlib.util import find_spec
from typing import Annotated, Literal, TypeAlias
from uuid import UUID

from annotated_types import Lt
from fastapi import Body, Depends, File, Form, Query, UploadFile
from pydantic import BaseModel, ConfigDict, Field, RootModel, conint

from app.mutations.cases import OPEN, Thing, case
from app.schemas.base import ResponseSchema
from app.schemas.page import Page, PageQuery

broken = partial(case, "lists-are-bounded")
legal = partial(case, "lists-are-bounded", legal=True)


class Item(ResponseSchema):
    name: str


class Things(BaseModel):
    things: list[Thing]
    total: int


class Place(BaseModel):
    id: UUID
    first: int
    size: int


class Places(BaseModel):
    items: list[Place]
    total: int


class FewThings(BaseModel):
    things: Annotated[list[Thing], Field(max_length=5)]


class Order(BaseModel):
    id: UUID
    lines: list[Thing]


class Tags(BaseModel):
    name: str
    tags: list[str]


class AllThings(RootModel[list[Thing]]): ...


class Boundless(BaseModel):
    page: int = 1
    size: int = 20


class Bounded(BaseModel):
    model_config = ConfigDict(populate_by_name=True)
    page_size: Annotated[int, Field(le=50, alias="pageSize")] = 20


class ThingQuery(PageQuery):
    sort: str = "name"


class Size(IntEnum):
    FEW = 10
    MANY = 100


class Paging:
    def __init__(self, page: int = 1, per_page: int = 20) -> None: ...


class BoundedPaging:
    def __init__(self, per_page: Annotated[int, Query(ge=1, le=100)] = 20) -> None: ...


async def pagination(limit: int = 20, offset: int = 0) -> int: ...


Few: TypeAlias = Annotated[int, Field(ge=1, le=100)]


def listing(name, answer, *, method="get", status=None, **parameters):
    """Return what adds a route with this answer and these parameters."""

    def add(app, path):
        async def handler(**_): ...

        import inspect

        keyword = inspect.Parameter.KEYWORD_ONLY
        handler.__name__ = f"lists_{name}"
        handler.__signature__ = inspect.Signature(
            [
                inspect.Parameter(each, keyword, default=value[1], annotation=value[0])
                if isinstance(value, tuple)
                else inspect.Parameter(each, keyword, annotation=value)
                for each, value in parameters.items()
            ],
            return_annotation=answer,
        )
        getattr(app, method)(path, dependencies=OPEN, status_code=status)(handler)

    add.__name__ = name
    return add


for name, answer in {
    "a_list": list[Thing],
    "a_sequence": Sequence[Thing],
    "a_list_of_lists": list[list[Thing]],
    "a_tuple": tuple[Thing, ...],
    "a_mapping": dict[str, Thing],
    "a_root_model": AllThings,
    "a_list_or_none": list[Thing] | None,
    "a_list_or_a_thing": list[Thing] | Thing,
    "a_list_with_a_least_length": Annotated[list[Thing], Field(min_length=1)],
    "a_page": Page[Item],
    "a_page_of_its_own": Things,
}.items():
    broken()(listing(name, answer))

broken()(listing("limit_without_le", list[Thing], limit=(int, 20)))
broken()(listing("limit_that_may_be_none", list[Thing], limit=(Annotated[int, Query(le=9)] | None, None)))
broken()(listing("size_with_a_lower_bound", Page[Item], size=(Annotated[int, Query(ge=1)], 20)))
broken()(listing("a_query_model", Page[Item], query=Annotated[Boundless, Query()]))
broken()(listing("a_function", list[Thing], paging=Annotated[int, Depends(pagination)]))
broken()(listing("a_class", list[Thing], paging=Annotated[Paging, Depends()]))
broken()(listing("a_body", Things, method="post", search=Boundless))
broken()(listing("an_alias", list[Thing], n=(Annotated[int, Query(alias="pageSize")], 20)))
broken()(listing("a_page_number_only", list[Thing], page=(Annotated[int, Query(le=100)], 1)))
broken()(listing("limit_of_one_thing", Thing, limit=(int, 20)))
broken()(listing("first_of_what_has_no_first", Places, top=(int, 20), query=Annotated[ThingQuery, Query()]))
broken()(listing("limit_of_what_is_changed", Thing, method="patch", limit=(int, 20)))

legal()(listing("query_model_of_the_project", Page[Item], query=Annotated[ThingQuery, Query()]))
legal()(listing("limit_with_le", list[Thing], limit=(Annotated[int, Query(ge=1, le=100)], 20)))
legal()(listing("limit_with_lt", list[Thing], limit=(Annotated[int, Lt(101)], 20)))
legal()(listing("limit_by_an_alias", list[Thing], limit=(Few, 20)))
legal()(listing("limit_by_conint", list[Thing], limit=(conint(le=9), 5)))
legal()(listing("limit_of_literals", list[Thing], limit=(Literal[10, 20], 10)))
legal()(listing("limit_of_an_enum", list[Thing], limit=(Size, Size.FEW)))
legal()(listing("limit_as_a_default", list[Thing], limit=(int, Query(default=20, le=100))))
legal()(listing("a_bounded_class", list[Thing], paging=Annotated[BoundedPaging, Depends()]))
legal()(listing("a_bounded_model", Things, query=Annotated[Bounded, Query()]))
legal()(listing("a_bounded_body", Things, method="post", limit=Annotated[int, Body(le=9, embed=True)]))
legal()(listing("a_bounded_list", Annotated[list[Thing], Field(max_length=100)]))
legal()(listing("a_bounded_field", FewThings))
legal()(listing("a_pair", tuple[Thing, Thing]))
legal()(listing("a_thing_with_parts", Order))
legal()(listing("a_thing_with_words", Tags))
legal()(listing("a_size_that_is_a_word", Thing, size=(str, "XL")))
if find_spec("python_multipart") is not None:
    legal()(listing("an_upload", Thing, method="post", file=UploadFile))
    legal()(listing("uploads", Thing, method="post", files=Annotated[list[UploadFile], File(max_length=5)]))
    legal()(listing("a_form", Thing, method="post", form=Annotated[Bounded, Form()]))
legal()(listing("a_list_of_words", Thing, tags=(Annotated[list[str], Query(max_length=5)], [])))
legal()(listing("a_day", Thing, since=(dt.date | None, None)))
legal()(listing("a_filter_by_a_column", Places, first=(int | None, None), query=Annotated[ThingQuery, Query()]))
legal()(listing("a_row_with_a_limit", Thing, method="post", status=201, payload=Boundless))
legal()(listing("a_changed_row_with_a_limit", Thing, method="patch", payload=Boundless))
legal()(listing("raw_bytes", Thing, method="post", raw=Annotated[bytes, Body()]))


class Keys(BaseModel):
    ids: list[UUID]


class FewKeys(BaseModel):
    ids: Annotated[list[UUID], Field(max_length=10)]


@broken()
def of_a_request(app, path):
    @app.post(path, dependencies=OPEN)
    async def lists_of_request(keys: Keys) -> Thing: ...


@broken()
def of_a_query(app, path):
    @app.get(path, dependencies=OPEN)
    async def lists_of_query(ids: Annotated[list[UUID], Query()]) -> Thing: ...


@broken()
def as_the_body(app, path):
    @app.put(path, dependencies=OPEN)
    async def lists_as_body(names: list[str]) -> Thing: ...


@legal()
def of_a_request_with_an_end(app, path):
    @app.post(path, dependencies=OPEN)
    async def lists_of_few(keys: FewKeys) -> Thing: ...
