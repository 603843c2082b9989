"""Import the rows of a resource: `python -m scripts.import_rows invoices < invoices.jsonl`.

Every row is validated first. Then all are added in one transaction, with their ids and timestamps.
If one is wrong, none is added, and the exit code is 1.
"""

import asyncio
import io
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from tempfile import TemporaryFile
from typing import TextIO

from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from scripts.row_insertion import Batch, insert_rows
from scripts.row_text import RowsError, read_rows
from scripts.rows import FAULTS, Resource, is_required, parser_of, resources, with_session

MAX_FAULTS = 100
BATCH = 500


def spool_rows(resource: Resource, stream: TextIO, export_format: str, spool: TextIO) -> None:
    """Validate rows, and write them to a file, from which they can be read twice.

    Raises:
        RowsError: if rows are wrong, with at most `MAX_FAULTS` faults.
    """
    rows = read_rows(stream, resource, export_format)
    faults = list(islice(find_faults(resource, rows, spool), MAX_FAULTS))
    if faults:
        raise RowsError("\n".join(faults))


def find_faults(
    resource: Resource, rows: Iterator[tuple[int, str]], spool: TextIO
) -> Iterator[str]:
    """Write rows to a file, and yield the faults that they have."""
    needed = [name for name, column in resource.columns.items() if is_required(column)]
    for line, text in rows:
        try:
            row = resource.schema.model_validate_json(text)
        except ValidationError as error:
            # One for each field: a union has a fault for each of its types.
            faults = {(*each["loc"], "row")[0]: each["msg"] for each in reversed(error.errors())}
        else:
            # What a service would derive, e.g. a slug, may be absent in the schema.
            faults = {name: "Field required" for name in needed if getattr(row, name) is None}
            spool.write(f"{line} {row.model_dump_json(exclude_unset=True)}\n")
        for field, message in faults.items():
            yield f"line {line}: {field}: {message}"


def read_spool(resource: Resource, spool: TextIO) -> Iterator[Batch]:
    """Yield the rows of a file that `spool_rows` wrote, in batches."""
    spool.seek(0)
    while lines := [text.split(" ", 1) for text in islice(spool, BATCH)]:
        rows = [(int(line), resource.schema.model_validate_json(text)) for line, text in lines]
        yield [(line, row.model_dump(exclude_unset=True)) for line, row in rows]


async def import_rows(resource: Resource, session: AsyncSession, spool: TextIO) -> int:
    """Insert the rows of a file that `spool_rows` wrote, commit, and return their number."""
    count = await insert_rows(resource, session, lambda: read_spool(resource, spool))
    await session.commit()
    return count


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    asked = parser_of("import_rows").parse_args(arguments)
    resource = resources()[asked.resource]
    # A spreadsheet may begin the file with a byte order mark.
    stream = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8-sig", newline="")
    try:
        with TemporaryFile("w+", encoding="utf-8", newline="\n") as spool:
            spool_rows(resource, stream, asked.format, spool)
            count = asyncio.run(with_session(lambda session: import_rows(resource, session, spool)))
    except FAULTS as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} rows imported")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
