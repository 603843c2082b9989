# Passed on by a module of ours: it stays what it is.
# into: app/utils/database_tools.py
from sqlalchemy import select

__all__ = ["select"]
# into: app/services/visits.py
from app.utils.database_tools import select


async def visit() -> object:
    return select(1)
