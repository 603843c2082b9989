# A pool of the driver.
# into: app/routers/products.py
from fastapi import Request


@router.get("/rows")
async def count_rows(request: Request) -> int:
    return await request.app.state.pool.fetchval("SELECT count(*) FROM products")
