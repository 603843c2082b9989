"""Rows as text: a JSON object a line, or CSV.

In CSV an empty cell is null. `ESCAPE` at the start of a cell is not part of its text: alone it is
an empty text, and before e.g. `=` it keeps a spreadsheet from running the text as a formula.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from typing import Any, TextIO

from pydantic_core import from_json
from sqlalchemy import JSON, Boolean, Float, Integer

from app.enums import ExportFormat
from app.services.export import FORMULA_STARTS, csv_line
from scripts.rows import Resource

ESCAPE = "\\"
MAX_CELL_LENGTH = 2**31 - 1


class RowsError(ValueError):
    """Rows that cannot be imported; the message has a line for each fault."""


def line_of(values: Mapping[str, object], dumped: Mapping[str, Any], export_format: str) -> str:
    """Return a row as a line.

    Args:
        values: The values of the fields to write, in their order.
        dumped: The values of all fields as JSON.
        export_format: A value of `ExportFormat`.
    """
    if export_format == ExportFormat.CSV:
        return csv_line([cell_of(value, dumped[name]) for name, value in values.items()])
    shown = {name: dumped[name] for name in values}
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":")) + "\n"


def cell_of(value: object, dumped: Any) -> str:  # noqa: ANN401 - JSON
    """Return a value as a CSV cell."""
    if dumped is None:
        return ""
    # A negative decimal is a text in JSON, and no formula.
    if isinstance(value, str) and (value == "" or value.startswith((ESCAPE, *FORMULA_STARTS))):
        return f"{ESCAPE}{dumped}"
    return dumped if isinstance(dumped, str) else json.dumps(dumped, ensure_ascii=False)


def value_of(resource: Resource, name: str, cell: str) -> Any:  # noqa: ANN401 - JSON
    """Return a CSV cell as JSON; a cell that is malformed is left to the schema to refuse."""
    if cell == "":
        return None
    column = resource.columns.get(name)
    if column is None or isinstance(column.type, Boolean | Float | Integer | JSON):
        try:
            return from_json(cell)
        except ValueError:
            return cell
    return cell.removeprefix(ESCAPE)


def read_rows(stream: TextIO, resource: Resource, export_format: str) -> Iterator[tuple[int, str]]:
    """Yield the number of the first line of each row, and the row as a JSON object.

    Raises:
        RowsError: if the header of a CSV is wrong, or a row has another number of cells.
    """
    if export_format == ExportFormat.CSV:
        return read_csv(stream, resource)
    return ((number, line) for number, line in enumerate(stream, 1) if line.strip())


def read_csv(stream: TextIO, resource: Resource) -> Iterator[tuple[int, str]]:
    """Yield what `read_rows` yields for CSV."""
    csv.field_size_limit(MAX_CELL_LENGTH)
    reader = csv.reader(stream, strict=True)
    header = next(reader, [])
    for name in header:
        if name not in resource.schema.model_fields or header.count(name) > 1:
            raise RowsError(f"line 1: {name}: unknown or repeated column")
    number = reader.line_num + 1
    for cells in reader:
        if cells and len(cells) != len(header):
            raise RowsError(f"line {number}: row: {len(cells)} cells, but {len(header)} columns")
        if cells:
            named = zip(header, cells, strict=True)
            yield number, json.dumps({name: value_of(resource, name, cell) for name, cell in named})
        number = reader.line_num + 1
