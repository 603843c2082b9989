# A unit of work that nobody gives a type.
# into: app/repositories/visits.py
class VisitRepository:
    def __init__(self, uow) -> None:
        self._uow = uow

    async def keep(self) -> None:
        await self._uow.commit()
