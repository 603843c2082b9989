# The handler is thin; the function beside it that it calls is not.
# into: app/routers/products.py


def discounted(price: int) -> int:
    return price * 9 // 10


@router.get("/discounts")
async def discount(price: int) -> int:
    return discounted(price)
