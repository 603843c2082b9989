"""Makes or removes the PostgreSQL database of one measurement: `database.py create|drop SERVER_URL NAME`."""

import asyncio
import sys

import asyncpg

STATEMENTS = {"create": 'CREATE DATABASE "{}"', "drop": 'DROP DATABASE IF EXISTS "{}" WITH (FORCE)'}


async def main(action: str, server: str, name: str) -> None:
    connection = await asyncpg.connect(server, database="postgres", timeout=5)
    await connection.execute(STATEMENTS[action].format(name))
    await connection.close()


asyncio.run(main(*sys.argv[1:]))
