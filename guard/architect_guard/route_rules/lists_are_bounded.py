"""Limit the length of lists, and the values of size parameters."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import FastAPI
from pydantic import BaseModel

from architect_guard.application import Lack, Route, http_routes
from architect_guard.dependencies import inputs
from architect_guard.shapes import Shape, endless, is_bounded, is_number, vague

WHY = "Without a limit, one request can load a whole table."
INSTEAD = """
@router.get("")
async def list_invoices(
    query: Annotated[PageQuery, Query()], service: InvoiceServiceDep
) -> Page[InvoiceResponse]:
    return await service.page(query)
"""

# Names of size parameters, in lower case without underscores.
SIZES = {"size", "limit", "pagesize", "perpage", "maxresults", "take", "top", "first"}
ADDRESS = ("path_params", "query_params")
BODY = ("body_params",)
CREATED = 201


def check(application: FastAPI) -> Iterator[Lack]:
    """Yield size parameters and response lists without a limit."""
    for route in http_routes(application):
        model = route.context.response_model
        answer = None if model is None else Shape.of(model, "serialization")
        columns = set() if answer is None else set(columns_of(answer))
        sizes = dict(sizes_of(route))
        boundless = {name for name, shape in sizes.items() if not is_bounded(shape)}
        for name in sorted(boundless - columns):
            yield route.lacks(
                f"takes `{name}` without an upper limit, or as optional",
                f"{name}: Annotated[int, Query(ge=1, le=100)] = 20",
            )
        if answer is not None and not sizes.keys() - (boundless & columns):
            yield from endless_answer(route, answer)
        for name in sorted(lists_in(route)):
            yield route.lacks(
                f"takes the list `{name}` without `max_length`",
                f"{name}: Annotated[list[UUID], Field(max_length=MAX_ITEMS)]",
            )


def lists_in(route: Route) -> set[str]:
    """Return the lists that a request may make as long as it likes, also those of nested models."""
    found: set[str] = set()
    for field in inputs(route, *ADDRESS, *BODY):
        annotation: Any = field.field_info.annotation
        shape = Shape.of(Annotated[annotation, field.field_info], "validation")
        found |= set(endless_lists(field.alias, shape))
    return found


def endless_lists(name: str, shape: Shape, depth: int = 4) -> Iterator[str]:
    """Yield the names of lists without a maximum length in a type, and in the models in it."""
    if is_endless_list(shape):
        yield name
    for each in shape.variants() if depth else ():
        for part, inner in each.fields.items():
            yield from endless_lists(part, inner, depth - 1)


def is_endless_list(shape: Shape) -> bool:
    """Return whether a type is a list without a maximum length; a JSON value may be one."""
    variants = [each for each in shape.variants() if each.schema.get("type") != "null"]
    return bool(variants) and all(
        each.schema.get("type") == "array" and "maxItems" not in each.schema and each.inside()
        for each in variants
    )


def endless_answer(route: Route, answer: Shape) -> Iterator[Lack]:
    """Yield a route whose response may have any length."""
    part = "" if vague(answer) else endless(answer)
    if part:
        yield route.lacks(
            f"has no limit: {part} may be as long as the table",
            "query: Annotated[PageQuery, Query()], and `-> Page[ThingResponse]`",
            "# or",
            "Annotated[list[ThingResponse], Field(max_length=100)]",
        )


def columns_of(answer: Shape) -> Iterator[str]:
    """Yield the field names of the rows in a response; parameters with these names are filters."""
    for variant in answer.variants():
        lists = [variant, *(each for field in variant.fields.values() for each in field.variants())]
        rows = [each for part in lists for row in part.inside() for each in row.variants()]
        for row in (variant, *rows):
            yield from row.fields if "id" in row.fields else ()


def writes_row(route: Route) -> bool:
    """Return whether the request body creates or updates a row, whose `limit` is a column."""
    status: int | None = getattr(route.context.original_route, "status_code", None)
    return status == CREATED or set(route.methods) <= {"PATCH", "PUT"}


def sizes_of(route: Route) -> Iterator[tuple[str, Shape]]:
    """Yield the size parameters of a route, from its path, query and body."""
    for field in inputs(route, *ADDRESS, *(() if writes_row(route) else BODY)):
        annotation: Any = field.field_info.annotation
        fields = {field.alias: Shape.of(Annotated[annotation, field.field_info], "validation")}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = Shape.of(annotation, "validation").fields
        for name, shape in fields.items():
            if name.lower().replace("_", "") in SIZES and is_number(shape):
                yield name, shape
