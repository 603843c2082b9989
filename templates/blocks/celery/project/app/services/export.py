"""Exports rows as text, within limits and without formulas that a spreadsheet would run."""

import csv
import io
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from app.config import Settings
from app.enums import ExportFormat
from app.schemas.base import ResponseSchema
from app.schemas.export import ExportRequest, ExportResult

# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportLimits:
    """The maximum number of rows and bytes in the result of a job."""

    rows: int
    size: int

    @classmethod
    def of(cls, settings: Settings) -> "ExportLimits":
        """Return the limits from the settings."""
        return cls(rows=settings.export_max_rows, size=settings.export_max_bytes)


class Rows(Protocol):
    """All rows of a table, as an export needs them."""

    def read(self) -> AsyncIterator[Sequence[object]]:
        """Yield the rows in batches."""


async def export_rows(
    rows: Rows, schema: type[ResponseSchema], request: ExportRequest, limits: ExportLimits
) -> ExportResult:
    """Export rows as clients see them, up to the limits.

    Args:
        rows: The rows to export.
        schema: The response schema of a row.
        request: The format.
        limits: The maximum number of rows and bytes.
    """
    lines = [header(schema)] if request.format is ExportFormat.CSV else []
    size = sum(len(line.encode()) for line in lines)
    count = 0
    async for batch in rows.read():
        for row in batch:
            line = line_of(schema.model_validate(row), request.format)
            size += len(line.encode())
            if count == limits.rows or size > limits.size:
                return result(request.format, lines, count, truncated=True)
            lines.append(line)
            count += 1
    return result(request.format, lines, count, truncated=False)


def result(
    export_format: ExportFormat, lines: list[str], count: int, *, truncated: bool
) -> ExportResult:
    """Return the result with these lines."""
    content = "".join(lines)
    return ExportResult(format=export_format, rows=count, truncated=truncated, content=content)


def header(schema: type[ResponseSchema]) -> str:
    """Return the first line of a CSV: the names of the fields."""
    return csv_line(list(schema.model_fields))


def line_of(row: ResponseSchema, export_format: ExportFormat) -> str:
    """Return one row as a line."""
    values = row.model_dump(mode="json")
    if export_format is ExportFormat.JSON_LINES:
        return json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n"
    # `cell` also needs the Python value: in JSON, a decimal is a text.
    return csv_line([cell(value, values[name]) for name, value in row])


def cell(value: object, as_json: Any) -> str:  # noqa: ANN401 - JSON
    """Return a value as a CSV cell; a text that would be a formula is escaped."""
    if as_json is None:
        return ""
    if isinstance(value, str):
        return f"'{as_json}" if as_json.startswith(FORMULA_STARTS) else as_json
    return as_json if isinstance(as_json, str) else json.dumps(as_json, ensure_ascii=False)


def csv_line(cells: list[str]) -> str:
    """Return cells as a line of CSV (RFC 4180)."""
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
