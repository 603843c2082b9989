# A repository that ends what its service has begun.
# profiles: layered, api-v1, clerk-celery
# into: app/repositories/visits.py
from app.services.unit_of_work import UnitOfWork


class VisitRepository:
    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    async def keep(self) -> None:
        await self._work.commit()
