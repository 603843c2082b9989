# Past the ORM, straight to PostgreSQL.
# profiles: layered, api-v1, clerk-celery
# into: app/services/counting.py
import asyncpg


async def count(url: str) -> int:
    connection = await asyncpg.connect(url)
    return await connection.fetchval("SELECT count(*) FROM products")
