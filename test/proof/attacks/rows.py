"""Export every row of tables with the project's own commands, delete the rows, import them: python rows.py TABLE…

The tables are in the order in which they can be imported.
"""

import asyncio
import contextlib
import io
import sys

from sqlalchemy import text

from app.config import Settings
from app.utils.database import create_engine
from scripts import export_rows, import_rows


def exported(table: str, export_format: str) -> bytes:
    with io.BytesIO() as data, contextlib.redirect_stdout(io.TextIOWrapper(data)):
        assert export_rows.main([table, "--format", export_format, "--with-private"]) == 0
        return data.getvalue()


def imported(table: str, export_format: str, data: bytes) -> str:
    """Import, and return what is printed."""
    sys.stdin = io.TextIOWrapper(io.BytesIO(data))
    with io.StringIO() as said, contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
        code = import_rows.main([table, "--format", export_format])
        return f"{code} {said.getvalue()}"


async def delete(tables: list[str]) -> None:
    engine = create_engine(Settings())
    async with engine.begin() as connection:
        for table in reversed(tables):
            await connection.execute(text(f"DELETE FROM {table}"))
    await engine.dispose()


def move(tables: list[str], export_format: str, first_line: int) -> None:
    before = {table: exported(table, export_format) for table in tables}
    asyncio.run(delete(tables))
    for table in tables:
        said = imported(table, export_format, before[table])
        assert said.startswith("0 "), f"{table}: {said}"
    for table in tables:
        assert exported(table, export_format) == before[table], f"{table} differs"
        said = imported(table, export_format, before[table])
        taken = f"1 line {first_line}: id: a value that must be unique is taken\n"
        assert said == taken, f"{table}, twice: {said}"


for each in (("jsonl", 1), ("csv", 2)):
    move(sys.argv[1:], *each)
