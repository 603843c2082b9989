"""What every list owes: an end, whatever a client asks for."""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import FastAPI
from pydantic import BaseModel

from tests.architecture.application import Route, complain, http_routes
from tests.architecture.dependencies import inputs
from tests.architecture.shapes import Shape, endless, is_bounded, is_number, vague

# What clients call the number of things that they want, underscores and capitals apart.
SIZES = {"size", "limit", "pagesize", "perpage", "maxresults", "take", "top", "first"}
PARAMETERS = ("path_params", "query_params", "body_params")


def test_every_list_is_bounded(application: FastAPI) -> None:
    rule = "a list has an upper bound"
    found = []
    for route in http_routes(application):
        sizes = dict(sizes_of(route))
        for name in (name for name, shape in sizes.items() if not is_bounded(shape)):
            why = f"`{name}` may be any number, or none, and a client will ask for it. Bound it:"
            bounded = f"{name}: Annotated[int, Query(ge=1, le=100)] = 20"
            found.append(route.lacks(rule, why, bounded))
        model = route.context.response_model
        if model is not None and not sizes:
            answer = Shape.of(model, "serialization")
            part = "" if vague(answer) else endless(answer)
            why = f"{part} may be of any length, as long as the table. Page it, or bound it:"
            query = "query: Annotated[PageQuery, Query()], and `-> Page[ThingResponse]`"
            limit = "Annotated[list[ThingResponse], Field(max_length=100)]"
            found += [route.lacks(rule, why, query, limit)] if part else []
    complain(found)


def sizes_of(route: Route) -> Iterator[tuple[str, Shape]]:
    """Yield the parameters that say how many things a client wants, wherever they are sent."""
    for field in inputs(route, *PARAMETERS):
        annotation: Any = field.field_info.annotation
        fields = {field.alias: Shape.of(Annotated[annotation, field.field_info], "validation")}
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            fields = Shape.of(annotation, "validation").fields
        for name, shape in fields.items():
            if name.lower().replace("_", "") in SIZES and is_number(shape):
                yield name, shape
