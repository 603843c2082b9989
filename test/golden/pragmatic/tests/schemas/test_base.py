"""Tests of the base schemas and of pagination."""

from typing import Annotated

import pytest
from pydantic import Field, ValidationError

from app.schemas.base import ABSENT, ResponseSchema, UpdateSchema
from app.schemas.page import Page, PageQuery, rows_before


class ThingUpdate(UpdateSchema):
    name: Annotated[str, Field(max_length=5)] = ABSENT
    note: str | None = ABSENT


class ThingResponse(ResponseSchema):
    name: str


def test_an_update_contains_only_the_fields_sent() -> None:
    assert ThingUpdate().model_dump(exclude_unset=True) == {}
    assert ThingUpdate(note=None).model_dump(exclude_unset=True) == {"note": None}


@pytest.mark.parametrize("body", [{"name": None}, {"name": "too long"}, {"nothing": 1}])
def test_an_update_refuses_invalid_values(body: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ThingUpdate.model_validate(body)


def test_the_schema_of_an_update_has_no_defaults() -> None:
    properties = ThingUpdate.model_json_schema()["properties"]

    assert properties["name"] == {"type": "string", "maxLength": 5, "title": "Name"}
    assert "default" not in properties["note"]


@pytest.mark.parametrize(("total", "pages"), [(0, 0), (1, 1), (2, 1), (3, 2)])
def test_a_page_contains_the_number_of_pages(total: int, pages: int) -> None:
    query = PageQuery(page=2, size=2, sort="name")

    page = Page[ThingResponse].of([], total, query)

    assert (page.pages, page.total, page.page, rows_before(query)) == (pages, total, 2, 2)
