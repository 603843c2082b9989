"""Pagination: query parameters and responses of lists."""

from collections.abc import Sequence
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import Field

from app.schemas.base import RequestSchema, ResponseSchema

DEFAULT_PAGE_SIZE = 50
MAX_PAGE_SIZE = 100
MAX_PAGE = 100_000

ItemT = TypeVar("ItemT", bound=ResponseSchema)


class PageQuery(RequestSchema):
    """The paging parameters of every list. A list's own query adds its filters and its `sort`."""

    page: Annotated[int, Field(ge=1, le=MAX_PAGE)] = 1
    size: Annotated[int, Field(ge=1, le=MAX_PAGE_SIZE)] = DEFAULT_PAGE_SIZE
    sort: str


def rows_before(query: PageQuery) -> int:
    """Return the offset of the page. Not a property: a filter may have the same name."""
    return (query.page - 1) * query.size


class Page(ResponseSchema, Generic[ItemT]):
    """One page of a list: its items, and the total numbers of items and pages."""

    items: list[ItemT]
    total: int
    page: int
    size: int
    pages: int

    @classmethod
    def of(cls, rows: Sequence[Any], total: int, query: PageQuery) -> Self:
        """Return the page that `query` asked for, from its rows and the total number of rows."""
        return cls.model_validate(
            {
                "items": rows,
                "total": total,
                "page": query.page,
                "size": query.size,
                "pages": -(-total // query.size),
            }
        )
