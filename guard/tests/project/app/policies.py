"""Access policies."""

from collections.abc import Callable
from typing import Any


class NotFoundError(Exception):
    """The path does not exist."""

    status_code = 404


async def public() -> None:
    """Allow every caller."""


POLICIES: dict[Callable[..., Any], set[type[Exception]]] = {public: set()}
UNCHECKED: dict[str, str] = {}
