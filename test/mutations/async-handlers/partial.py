# A half-filled function.
# into: app/routers/products.py
from functools import partial


def add(one: int, other: int) -> int:
    return one + other


router.add_api_route("/add", partial(add, 1))
