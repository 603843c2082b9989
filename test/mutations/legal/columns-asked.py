# To ask what a column is makes none.
# into: app/repositories/asking.py
"""What a column is."""

from typing import Any

from sqlalchemy import DateTime, cast, func, literal
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.types import TypeEngine


def is_moment(kind: TypeEngine[Any]) -> bool:
    """Tell whether a column holds moments."""
    return isinstance(kind, DateTime)


def kind_of(kind: DateTime) -> str:
    """Return what it is called."""
    return str(kind.timezone)


async def now(db: AsyncSession) -> object:
    """Ask the database what time it is."""
    return await db.scalar(cast(func.now(), DateTime(True)).label(str(literal(1))))
