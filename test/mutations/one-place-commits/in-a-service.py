# A service that knows the session after all.
# into: app/services/visits.py
class VisitService:
    def __init__(self, session) -> None:
        self._session = session

    async def end(self) -> None:
        await self._session.rollback()
