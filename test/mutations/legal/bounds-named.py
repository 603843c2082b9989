# Constants, settings, named types and a dataclass's fields have names.
# profiles: layered, api-v1, clerk-celery
# into: app/services/bounded.py
"""What has bounds."""

import asyncio
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from app.config import Settings

MAX_ROWS = 50
DEFAULT_PAGE_SIZE: Final = 20
TIMEOUT_SECONDS = 2 * 60
_CACHED = 512
GATE = asyncio.Semaphore(5)


@dataclass(frozen=True)
class Limits:
    """How much, and for how long."""

    timeout: float = 5
    attempts: int = field(default=3)
    page_size: int = DEFAULT_PAGE_SIZE


@lru_cache(maxsize=_CACHED)
def square(number: int, limit: int = MAX_ROWS) -> int:
    """Return the square of a number."""
    return min(number * number, limit)


async def wait(settings: Settings, limits: Limits, *, delay: float = 0, retries: int = 1) -> int:
    """Wait for a moment."""
    await asyncio.sleep(0)
    async with asyncio.timeout(limits.timeout * retries + delay):
        return settings.database_pool_size
# into: app/routers/bounded.py
"""What has bounds over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

MAX_SIZE = 100
Size = Annotated[int, Query(ge=1, le=100)]
router = APIRouter(prefix="/bounded")


@router.get("")
async def get_bounded(size: Size = 1, most: Annotated[int, Query(le=MAX_SIZE)] = MAX_SIZE) -> int:
    """Return a number."""
    return max_of(size, most)


def max_of(size: int, most: int) -> int:
    """Return one of them."""
    return [size, most][0]
