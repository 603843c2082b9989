"""Who may call what."""

from collections.abc import Callable
from typing import Any


class NotFoundError(Exception):
    """Nothing is at that path."""

    status_code = 404


async def public() -> None:
    """Let everybody in."""


POLICIES: dict[Callable[..., Any], set[type[Exception]]] = {public: set()}
UNCHECKED: dict[str, str] = {}
