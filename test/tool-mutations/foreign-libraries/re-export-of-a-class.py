# A type that is passed on twice, and renamed.
# profiles: layered, api-v1, clerk-celery
# into: app/utils/database_tools.py
from sqlalchemy.ext.asyncio import AsyncSession

Session = AsyncSession
# into: app/utils/database_types.py
from app.utils.database_tools import Session as Rows
# into: app/services/visits.py
from app.utils.database_types import Rows


class VisitService:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
