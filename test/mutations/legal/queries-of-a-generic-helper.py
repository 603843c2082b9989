# Questions that every table can answer; a helper is given the condition on the key.
# into: app/repositories/exists.py
"""Questions that every table can answer."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from app.models.base import Base

RowT = TypeVar("RowT", bound=Base)


class Asking(Generic[RowT]):
    """Reads one table."""

    model: type[RowT]

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def exists(self, *conditions: ColumnElement[bool]) -> bool:
        """Tell whether there is such a row."""
        statement = select(exists().where(*conditions))
        return bool(await self._session.scalar(statement))

    async def count(self, *conditions: ColumnElement[bool]) -> int:
        """Return how many there are."""
        statement = select(func.count()).select_from(self.model).where(*conditions)
        return (await self._session.execute(statement)).scalar_one()

    async def first(self, *conditions: ColumnElement[bool]) -> RowT | None:
        """Return the first one."""
        statement = self._statement(conditions).order_by(self.model.created_at)
        return (await self._session.scalars(statement.limit(1))).first()

    async def by_key(self, keys: Iterable[UUID]) -> dict[UUID, RowT]:
        """Return rows by their keys."""
        rows = await self._session.scalars(self._statement([self.model.id.in_(tuple(keys))]))
        return {row.id: row for row in rows}

    async def values(
        self, column: InstrumentedAttribute[Any], *conditions: ColumnElement[bool], most: int
    ) -> Sequence[Any]:
        """Return the values of a column, each once."""
        statement = select(column).where(*conditions).distinct().limit(most)
        return (await self._session.scalars(statement)).all()

    def _statement(self, conditions: Iterable[ColumnElement[bool]]) -> Select[tuple[RowT]]:
        return select(self.model).where(*conditions)
