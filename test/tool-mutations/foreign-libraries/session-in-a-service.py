# For the type checker alone: the service knows the database all the same.
# into: app/services/pricing.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession


async def flush(session: "AsyncSession") -> None:
    await session.flush()
