"""Export the rows of a resource: `python -m scripts.export_rows invoices > invoices.jsonl`.

`python -m scripts.import_rows` imports them. Private fields are left out unless `--with-private`
is given.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import redirect_stdout
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.enums import ExportFormat
from app.repositories.batches import Batches
from app.services.export import csv_line
from scripts.row_text import line_of
from scripts.rows import FAULTS, Resource, parser_of, resources, with_session


async def export_rows(
    resource: Resource, session: AsyncSession, export_format: str, *, with_private: bool = False
) -> AsyncIterator[str]:
    """Yield the lines of an export, the oldest row first."""
    hidden = frozenset() if with_private else resource.private
    names = [name for name in (*resource.columns, *resource.sets) if name not in hidden]
    if export_format == ExportFormat.CSV:
        yield csv_line(names)
    async for batch in Batches(resource.repository, session).read():
        keys = await read_keys(resource, session, [row.id for row in batch])
        for row in batch:
            values = {name: getattr(row, name) for name in resource.columns} | keys[row.id]
            dumped = resource.schema.model_construct(**values).model_dump(mode="json")
            yield line_of({name: values[name] for name in names}, dumped, export_format)


async def read_keys(
    resource: Resource, session: AsyncSession, ids: Sequence[UUID]
) -> dict[UUID, dict[str, list[UUID]]]:
    """Return the keys in the sets of rows, by row and field."""
    keys: dict[UUID, dict[str, list[UUID]]] = {
        row_id: {name: [] for name in resource.sets} for row_id in ids
    }
    for name, (own, other) in resource.sets.items():
        statement = select(own, other).where(own.in_(ids)).order_by(own, other)
        for row_id, key in await session.execute(statement):
            keys[row_id][name].append(key)
    return keys


def main(arguments: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    parser = parser_of("export_rows")
    parser.add_argument("--with-private", action="store_true", help="export private fields too")
    asked = parser.parse_args(arguments)
    resource, output = resources()[asked.resource], sys.stdout.buffer

    async def write(session: AsyncSession) -> None:
        private = asked.with_private
        async for line in export_rows(resource, session, asked.format, with_private=private):
            output.write(line.encode())

    try:
        # The log must not end up between the rows.
        with redirect_stdout(sys.stderr):
            asyncio.run(with_session(write))
    except FAULTS as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
