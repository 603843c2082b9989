"""Tests of values that the field types accept or refuse."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

import pytest
from pydantic import TypeAdapter, ValidationError

from app.schemas.types import (
    MAX_DOCUMENT_DEPTH,
    MAX_INT32,
    MAX_INT64,
    Date,
    Document,
    Email,
    Int32,
    Int32Query,
    Int64,
    Keys,
    Moment,
    NonBlankText,
    Real,
    Slug,
    Text,
    TimeOfDay,
    Url,
    json_size,
    places,
)


def nested(depth: int) -> dict[str, Any]:
    """Return a document of `depth` levels."""
    document: dict[str, Any] = {}
    for _ in range(depth - 1):
        document = {"deeper": document}
    return document


KEY = UUID(int=1)
Price = Annotated[Decimal, places(2)]
SmallDocument = Annotated[Document, json_size(16)]


@pytest.mark.parametrize(
    ("annotation", "given", "expected"),
    [
        (Text, "Büro 😀", "Büro 😀"),
        (Text, " ", " "),
        (NonBlankText, " Ada ", " Ada "),
        (Slug, "blue-shirt-2", "blue-shirt-2"),
        (Email, "Ada@Example.com", "ada@example.com"),
        (Url, "HTTPS://Example.com", "HTTPS://Example.com"),
        (Int32, MAX_INT32, MAX_INT32),
        (Int32Query, "7", 7),
        (Int64, MAX_INT64, MAX_INT64),
        (Real, 0.5, 0.5),
        (Price, "19.9", Decimal("19.90")),
        (Price, "1E+1", Decimal("10.00")),
        (Real, 1, 1.0),
        (Date, "2024-01-01", dt.date(2024, 1, 1)),
        (Moment, "2024-01-01T01:00:00+01:00", dt.datetime(2024, 1, 1, tzinfo=dt.UTC)),
        (TimeOfDay, "08:30", dt.time(8, 30)),
        (Keys, [KEY, KEY], [KEY]),
        (Document, {"a": [1, None, {"b": "c"}]}, {"a": [1, None, {"b": "c"}]}),
        (Document, [], []),
        (SmallDocument, {"a": "éééé"}, {"a": "éééé"}),
        (Document, nested(MAX_DOCUMENT_DEPTH), nested(MAX_DOCUMENT_DEPTH)),
    ],
)
def test_valid_values_are_accepted(annotation: Any, given: object, expected: object) -> None:
    assert TypeAdapter(annotation).validate_python(given) == expected


@pytest.mark.parametrize(
    ("annotation", "given"),
    [
        (Text, "a\0b"),
        (Text, "\ud800"),
        (NonBlankText, ""),
        (NonBlankText, " \n\u3000"),
        (NonBlankText, "a\0"),
        (Slug, "Not A Slug"),
        (Email, "nobody"),
        (Url, "ftp://example.com"),
        (Int32, MAX_INT32 + 1),
        (Int32, "7"),
        (Int32, False),
        (Int64, MAX_INT64 + 1),
        (Real, float("nan")),
        (Real, "0.5"),
        (Real, True),
        (Date, 86_400),
        (Date, "172800"),
        (Moment, 9),
        (Moment, "8.5"),
        (TimeOfDay, 3_600),
        (Moment, "2024-01-01T00:00:00"),
        (Moment, "0001-01-01T00:00:00+14:00"),
        (TimeOfDay, "08:30:00Z"),
        (Document, "text"),
        (Document, {"a\0": 1}),
        (Document, {"a": "\ud800"}),
        (Document, {"a": [float("inf")]}),
        (Document, nested(MAX_DOCUMENT_DEPTH + 1)),
        (SmallDocument, {"a": "ééééé"}),
        (SmallDocument, nested(100_000)),
    ],
)
def test_invalid_values_are_refused(annotation: Any, given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(annotation).validate_python(given)
