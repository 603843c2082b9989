# For the type checker alone: the service knows the database all the same.
# profiles: layered, api-v1, clerk-celery
# into: app/services/pricing.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def flush(session: "AsyncSession") -> None:
    await session.flush()
