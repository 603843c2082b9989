# The decorator is called, and the function stands in another part.
# into: app/utils/halving.py


async def halve(number: int) -> int:
    while number > 10:
        number //= 2
    return number
# into: app/routers/products.py
from app.utils.halving import halve

router.get("/halves")(halve)
