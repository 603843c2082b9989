"""Run drawn changes of a resource on the database that DATABASE_URL names, each in a transaction that is taken back."""

import asyncio
import json
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from alembic.migration import MigrationContext
from alembic.operations import Operations
from database import describe
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

Description = dict[str, Any]


def loaded(text: str) -> ModuleType:
    module = ModuleType("revision")
    exec(compile(text, "revision.py", "exec"), module.__dict__)
    return module


def run(connection: sa.Connection, steps: Sequence[Callable[[], None]]) -> Description:
    with Operations.context(MigrationContext.configure(connection)):
        for step in steps:
            step()
    return describe(connection)


def plain(tables: Description, *, nullable: bool = True) -> str:
    """Return a description as text; without `nullable` for what may come back without its values."""
    copy = json.loads(json.dumps(tables))
    for table in copy.values():
        table["columns"] = {
            name: column if nullable else [column[0], column[2]] for name, column in table["columns"].items()
        }
    return json.dumps(copy, indent=1, sort_keys=True)


async def begin(connection: AsyncConnection) -> None:
    await connection.begin()
    if connection.dialect.name == "sqlite":
        # Its driver begins a transaction for rows only, not for tables.
        await connection.exec_driver_sql("BEGIN IMMEDIATE")


async def prove(connection: AsyncConnection, case: dict[str, Any]) -> None:
    change = [loaded(text) for text in case["change"]]
    ups, downs = [each.upgrade for each in change], [each.downgrade for each in reversed(change)]
    others = [loaded(text).upgrade for text in case["others"]]
    await begin(connection)
    first = await connection.run_sync(run, others + [loaded(text).upgrade for text in case["before"]])
    changed = await connection.run_sync(run, ups)
    back = await connection.run_sync(run, downs)
    again = await connection.run_sync(run, ups)
    await connection.rollback()
    await begin(connection)
    fresh = await connection.run_sync(run, others + [loaded(text).upgrade for text in case["after"]])
    await connection.rollback()
    assert plain(changed) == plain(fresh), f"changed:\n{plain(changed)}\nfresh:\n{plain(fresh)}"
    assert plain(again) == plain(fresh), f"again:\n{plain(again)}\nfresh:\n{plain(fresh)}"
    before, after = plain(first, nullable=False), plain(back, nullable=False)
    assert after == before, f"back:\n{after}\nbefore:\n{before}"


async def main() -> None:
    warnings.simplefilter("error", UserWarning)
    engine = create_async_engine(os.environ["DATABASE_URL"])
    async with engine.connect() as connection:
        for case in json.load(sys.stdin):
            try:
                await prove(connection, case)
            except Exception:
                print(case["label"], *case["change"], sep="\n")
                raise
    await engine.dispose()


asyncio.run(main())
