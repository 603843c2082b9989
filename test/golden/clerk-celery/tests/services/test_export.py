"""Exports in both formats, within limits, and harmless in a spreadsheet."""

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from decimal import Decimal
from typing import Any

import pytest

from app.config import Settings
from app.enums import ExportFormat
from app.schemas.base import ResponseSchema
from app.schemas.export import ExportRequest
from app.services.export import ExportLimits, export_rows

PLENTY = ExportLimits(rows=100, size=10_000)
CSV = ExportRequest()
JSON_LINES = ExportRequest(format=ExportFormat.JSON_LINES)


class Line(ResponseSchema):
    """The response schema of the rows of these tests."""

    text: str | None
    amount: Decimal = Decimal("-1.50")
    tags: tuple[str, ...] = ()


class Lines:
    """Rows in batches of two."""

    def __init__(self, *texts: str | None) -> None:
        self._rows = [Line(text=text) for text in texts]

    async def read(self) -> AsyncIterator[Sequence[object]]:
        for start in range(0, len(self._rows), 2):
            yield self._rows[start : start + 2]


def parse(content: str) -> list[dict[str, Any]]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(content, newline="")))


async def test_a_csv_has_a_header_and_quotes_values() -> None:
    result = await export_rows(Lines('a "b", c\nd', None), Line, CSV, PLENTY)

    assert (result.format, result.rows, result.truncated) == (ExportFormat.CSV, 2, False)
    assert parse(result.content) == [
        {"text": 'a "b", c\nd', "amount": "-1.50", "tags": "[]"},
        {"text": "", "amount": "-1.50", "tags": "[]"},
    ]


async def test_a_csv_without_rows_has_a_header() -> None:
    result = await export_rows(Lines(), Line, CSV, PLENTY)

    assert (result.rows, result.content) == (0, "text,amount,tags\r\n")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
async def test_a_formula_is_escaped(start: str) -> None:
    text = f"{start}HYPERLINK(1)"

    result = await export_rows(Lines(text, f"a{text}"), Line, CSV, PLENTY)

    assert [row["text"] for row in parse(result.content)] == [f"'{text}", f"a{text}"]
    assert {row["amount"] for row in parse(result.content)} == {"-1.50"}


async def test_json_lines_have_the_response_fields() -> None:
    result = await export_rows(Lines("=é\n", None), Line, JSON_LINES, PLENTY)

    assert [json.loads(line) for line in result.content.splitlines()] == [
        {"text": "=é\n", "amount": "-1.50", "tags": []},
        {"text": None, "amount": "-1.50", "tags": []},
    ]


@pytest.mark.parametrize("request_", [CSV, JSON_LINES])
@pytest.mark.parametrize(("rows", "truncated"), [(2, True), (3, False), (4, False)])
async def test_the_number_of_rows_is_limited(
    request_: ExportRequest, rows: int, truncated: bool
) -> None:
    limits = ExportLimits(rows=rows, size=10_000)

    result = await export_rows(Lines("a", "b", "c"), Line, request_, limits)

    assert (result.rows, result.truncated) == (min(rows, 3), truncated)


def test_the_limits_come_from_the_settings(settings: Settings) -> None:
    limits = ExportLimits.of(settings)

    assert limits == ExportLimits(rows=settings.export_max_rows, size=settings.export_max_bytes)


async def test_the_number_of_bytes_is_limited() -> None:
    whole = await export_rows(Lines("é", "é"), Line, CSV, PLENTY)
    size = len(whole.content.encode())

    exact = await export_rows(Lines("é", "é"), Line, CSV, ExportLimits(rows=9, size=size))
    less = await export_rows(Lines("é", "é"), Line, CSV, ExportLimits(rows=9, size=size - 1))

    assert exact == whole
    assert (less.rows, less.truncated) == (1, True)
    assert len(less.content.encode()) < size
