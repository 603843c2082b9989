# The same through the connection, a few columns of all.
# into: app/repositories/everything.py
from sqlalchemy.ext.asyncio import AsyncConnection

ALL = "select id, name from products order by name"


async def rows(connection: AsyncConnection) -> list[object]:
    result = await connection.exec_driver_sql(ALL)
    return list(result.all())
