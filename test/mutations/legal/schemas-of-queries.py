# A query is no body, and a dependency may give a row.
# into: app/dependencies.py
from typing import Annotated

from fastapi import Depends, Request

from app.models.category import Category


async def get_shelf(request: Request) -> Category:
    """Return the shelf that a request is about."""
    return Category(name=request.url.path)


Shelf = Annotated[Category, Depends(get_shelf)]


async def get_options(request: Request) -> dict[str, object]:
    """Return what a request wants."""
    return dict(request.query_params)
# into: app/routers/shelves.py
"""Shelves over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from app.dependencies import Shelf, get_options
from app.schemas.category import CategoryQuery, CategoryResponse
from app.services.shelves import find

router = APIRouter(prefix="/shelves")


@router.get("", response_model=CategoryResponse)
async def get_one(
    shelf: Shelf,
    query: Annotated[CategoryQuery, Query()],
    options: Annotated[dict[str, Any], Depends(get_options)],
    more: dict[str, Any] = Depends(get_options),
) -> object:
    """Return the shelf of a request."""
    return await find(shelf, query, {**options, **more})
# into: app/services/shelves.py
"""The rules of shelves."""

from app.models.category import Category
from app.schemas.category import CategoryQuery


async def find(shelf: Category, query: CategoryQuery, options: dict[str, object]) -> object:
    """Return one."""
    return shelf if query.sort and options else None
