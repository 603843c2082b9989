# Whether there is room is a rule.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.product import Product


class VisitRepository:
    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def has_room(self, most: int) -> bool:
        count = await self._session.scalar(select(func.count()).select_from(Product))
        return (count or 0) < most
