# Both at once are two calls as well.
# into: app/routers/products.py
import asyncio

from app.services import ordering


@router.get("/orders/figures")
async def figures() -> list[int]:
    return await asyncio.gather(ordering.count(), ordering.sum_up())
# into: app/services/ordering.py


async def count() -> int:
    return 1


async def sum_up() -> int:
    return 2
