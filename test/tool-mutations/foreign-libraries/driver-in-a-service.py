# Past the ORM, straight to PostgreSQL.
# into: app/services/counting.py
import asyncpg


async def count(url: str) -> int:
    connection = await asyncpg.connect(url)
    return await connection.fetchval("SELECT count(*) FROM products")
