"""Field types of requests and responses, with limits that both databases support.

PostgreSQL refuses values that SQLite accepts: NUL in a string, an integer too large for its column,
a datetime out of range in UTC. These types refuse them with 422, before any statement runs.
"""

import datetime as dt
import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    AwareDatetime,
    BeforeValidator,
    EmailStr,
    FailFast,
    Field,
    JsonValue,
    Strict,
    TypeAdapter,
    WithJsonSchema,
)

from app.models.base import JsonDocument

MIN_INT32, MAX_INT32 = -(2**31), 2**31 - 1
MIN_INT64, MAX_INT64 = -(2**63), 2**63 - 1
MAX_DOCUMENT_DEPTH = 32

_http_url = TypeAdapter(AnyHttpUrl)


def _no_timestamp(value: object) -> object:
    """Return the value; refuse numbers, which Pydantic reads as Unix timestamps."""
    if isinstance(value, str):
        is_number = re.fullmatch(r"[-+]?[\d.]+", value) is not None
    else:
        is_number = isinstance(value, int | float)
    if is_number:
        message = "must be text in ISO 8601, not a number"
        raise ValueError(message)
    return value


def _to_utc(value: dt.datetime) -> dt.datetime:
    try:
        return value.astimezone(dt.UTC)
    except OverflowError as error:
        message = "must lie between the years 1 and 9999 in UTC"
        raise ValueError(message) from error


def _without_offset(value: dt.time) -> dt.time:
    if value.tzinfo is not None:
        message = "must be a time of day without an offset"
        raise ValueError(message)
    return value


def _http_text(value: str) -> str:
    _http_url.validate_python(value)
    return value


def _distinct(values: list[UUID]) -> list[UUID]:
    return list(dict.fromkeys(values))


def _leaves(document: JsonValue) -> Iterator[JsonValue]:
    """Yield every key and every leaf of a document; raise `ValueError` if it is too deep."""
    level: list[JsonValue] = [document]
    for _ in range(MAX_DOCUMENT_DEPTH):
        deeper: list[JsonValue] = []
        for value in level:
            if isinstance(value, dict):
                yield from value
                deeper.extend(value.values())
            elif isinstance(value, list):
                deeper.extend(value)
            else:
                yield value
        if not deeper:
            return
        level = deeper
    message = f"must not nest deeper than {MAX_DOCUMENT_DEPTH} levels"
    raise ValueError(message)


def _storable(document: JsonDocument) -> JsonDocument:
    for leaf in _leaves(document):
        if isinstance(leaf, float) and not math.isfinite(leaf):
            message = "must hold finite numbers only"
            raise ValueError(message)
        if isinstance(leaf, str) and any(
            character == "\0" or "\ud800" <= character <= "\udfff" for character in leaf
        ):
            message = "must hold neither NUL nor lone surrogates"
            raise ValueError(message)
    return document


def json_size(limit: int) -> BeforeValidator:
    """Return a validator that refuses a document of more than `limit` bytes of JSON in UTF-8.

    It runs before all other validators, which take much longer.
    """

    def check(document: object) -> object:
        try:
            text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), default=str)
        except RecursionError as error:
            message = f"must not nest deeper than {MAX_DOCUMENT_DEPTH} levels"
            raise ValueError(message) from error
        if len(text.encode("utf-8", "surrogatepass")) > limit:
            message = f"must not have more than {limit} bytes as JSON"
            raise ValueError(message)
        return document

    return BeforeValidator(check)


def places(digits: int) -> AfterValidator:
    """Return a validator that gives a decimal exactly `digits` decimal places.

    Without it, a response would contain `19.9` or `1E+3` until the row is read again.
    """
    quantum = Decimal(1).scaleb(-digits)

    def quantize(value: Decimal) -> Decimal:
        return value.quantize(quantum)

    return AfterValidator(quantize)


Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]
NonBlankText = Annotated[str, Field(min_length=1, pattern=r"^[^\x00]*[^\s\x00][^\x00]*$")]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Email = Annotated[EmailStr, AfterValidator(str.lower)]
Url = Annotated[Text, AfterValidator(_http_text), Field(json_schema_extra={"format": "uri"})]
# In a body, numbers must be JSON numbers, not "7" or true; in a query they are always text.
Int32Query = Annotated[int, Field(ge=MIN_INT32, le=MAX_INT32)]
Int64Query = Annotated[int, Field(ge=MIN_INT64, le=MAX_INT64)]
RealQuery = Annotated[float, Field(allow_inf_nan=False)]
Int32 = Annotated[Int32Query, Strict()]
Int64 = Annotated[Int64Query, Strict()]
Real = Annotated[RealQuery, Strict()]
Date = Annotated[dt.date, BeforeValidator(_no_timestamp)]
Moment = Annotated[AwareDatetime, BeforeValidator(_no_timestamp), AfterValidator(_to_utc)]
TimeOfDay = Annotated[
    dt.time,
    BeforeValidator(_no_timestamp),
    AfterValidator(_without_offset),
    # Not `format: time`, which requires an offset in JSON Schema.
    WithJsonSchema({"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?$"}),
]
Document = Annotated[
    dict[str, JsonValue] | list[JsonValue],
    AfterValidator(_storable),
]
Keys = Annotated[list[UUID], FailFast(), AfterValidator(_distinct)]
