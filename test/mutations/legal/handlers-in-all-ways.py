# Coroutines, however they become handlers.
# into: app/routers/products.py
from functools import partial


async def answer(number: int = 42) -> int:
    return number


class Counter:
    async def __call__(self) -> int:
        return 1


router.add_api_route("/answer", answer)
router.add_api_route("/count", Counter())
router.get("/seven")(partial(answer, 7))
