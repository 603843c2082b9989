# The same as a class with `__call__`, in a module that is no router.
# into: app/routers/limits.py
from app.utils.exceptions import NotFoundError


class AtMost:
    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, price: int = 0) -> int:
        if price > self.most:
            raise NotFoundError("too expensive")
        return price
