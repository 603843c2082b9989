# A quick look into the file of the database.
# into: app/routers/products.py


async def raw_count() -> int:
    from aiosqlite import connect

    async with connect("shop.db") as database, database.execute("SELECT 1") as cursor:
        return len(list(await cursor.fetchall()))
