# As the arguments of a decorator.
# into: app/services/calling.py
from functools import lru_cache


@lru_cache(maxsize=512)
def square(number: int) -> int:
    return number * number
