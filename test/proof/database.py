"""Put rows into the database that DATABASE_URL names, print those that it has, or print how it is built."""

import asyncio
import datetime as dt
import json
import os
import sys
from decimal import Decimal
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import create_async_engine


def taken(column: sa.Column[Any], value: Any) -> Any:
    """Return what the driver takes for a value from JSON."""
    if value is None:
        return None
    if isinstance(column.type, sa.Uuid):
        return UUID(value)
    if isinstance(column.type, sa.DateTime):
        return dt.datetime.fromisoformat(value)
    if isinstance(column.type, sa.Numeric) and not isinstance(column.type, sa.Float):
        return Decimal(value)
    return value


def told(value: Any) -> Any:
    """Return a value as both databases would tell it."""
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=None).isoformat()
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return str(value.normalize())
    return value.isoformat() if isinstance(value, dt.date | dt.time) else value


def reflected(connection: sa.Connection) -> sa.MetaData:
    metadata = sa.MetaData()
    metadata.reflect(connection)
    return metadata


def insert(connection: sa.Connection) -> None:
    tables = reflected(connection).tables
    for name, rows in json.load(sys.stdin).items():
        table = tables[name]
        for row in rows:
            values = {key: taken(table.c[key], value) for key, value in row.items()}
            connection.execute(table.insert().values(values))


def read(connection: sa.Connection) -> dict[str, list[dict[str, Any]]]:
    found = {}
    for name, table in reflected(connection).tables.items():
        rows = connection.execute(sa.select(table)).mappings()
        found[name] = sorted(({key: told(value) for key, value in row.items()} for row in rows), key=str)
    return found


def describe(connection: sa.Connection) -> dict[str, Any]:
    """Return tables, columns and everything that has a name; the order of columns is nobody's promise."""
    inspector = sa.inspect(connection)
    found = {}
    for name in sorted(set(inspector.get_table_names()) - {"alembic_version"}):
        keys = inspector.get_foreign_keys(name)
        found[name] = {
            "columns": {
                column["name"]: [str(column["type"]), column["nullable"], column["default"]]
                for column in sorted(inspector.get_columns(name), key=lambda column: column["name"])
            },
            "primary key": dict(inspector.get_pk_constraint(name)),
            "unique": sorted([each["name"], each["column_names"]] for each in inspector.get_unique_constraints(name)),
            "foreign keys": sorted(
                [each["name"], each["constrained_columns"], each["referred_table"], each["options"]] for each in keys
            ),
            "checks": sorted([each["name"], each["sqltext"]] for each in inspector.get_check_constraints(name)),
            "indexes": sorted(
                [each["name"], each["column_names"], bool(each["unique"])]
                for each in inspector.get_indexes(name)
            ),
        }
    return found


ACTIONS = {"insert": insert, "read": read, "describe": describe}


async def main(action: str) -> None:
    engine = create_async_engine(os.environ["DATABASE_URL"])
    async with engine.begin() as connection:
        print(json.dumps(await connection.run_sync(ACTIONS[action])))
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
