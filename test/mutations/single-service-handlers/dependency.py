# The dependency beside the handlers asks two services.
# into: app/routers/products.py
from app.services.ordering import count, sum_up


async def get_average() -> float:
    total = await sum_up()
    return total.__truediv__(await count())


@router.get("/orders/average")
async def average(value: Annotated[float, Depends(get_average)]) -> float:
    return value
# into: app/services/ordering.py


async def count() -> int:
    return 1


async def sum_up() -> int:
    return 2
