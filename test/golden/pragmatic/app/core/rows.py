"""The rows of one table, as checks and slugs need them."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.interfaces import ORMOption

from app.core.integrity import domain_errors
from app.models.base import Base

ModelT = TypeVar("ModelT", bound=Base)
Loads: TypeAlias = Sequence[ORMOption]


@dataclass(frozen=True)
class Rows(Generic[ModelT]):
    """The rows of one table in the session of a request.

    Attributes:
        db: The session of the request.
        model: The model of the rows.
        options: Loader options for the relations of a new row.
    """

    db: AsyncSession
    model: type[ModelT]
    options: Loads = ()

    async def get(self, key: UUID) -> ModelT | None:
        """Return the row with this key, or `None`."""
        return await self.db.get(self.model, key)

    async def get_by(self, field: str, value: object) -> ModelT | None:
        """Return the row whose unique `field` has this value, or `None`."""
        statement = select(self.model).where(getattr(self.model, field) == value)
        return await self.db.scalar(statement)

    async def get_many(self, keys: Sequence[UUID]) -> Sequence[ModelT]:
        """Return the rows with these keys; unknown keys are left out."""
        rows = await self.db.scalars(select(self.model).where(self.model.id.in_(keys)))
        return rows.all()

    async def add(self, row: ModelT, *, in_savepoint: bool = False) -> ModelT:
        """Insert a row.

        Args:
            row: The new row.
            in_savepoint: Whether to use a savepoint, so that the transaction survives an error.

        Raises:
            ConflictError: for a unique value that is taken.
            UnknownReferenceError: for an unknown key.
        """
        async with self.db.begin_nested() if in_savepoint else nullcontext():
            self.db.add(row)
            with domain_errors():
                await self.db.flush()
        await load_relations(self.db, row, self.options)
        return row


async def load_relations(db: AsyncSession, row: Base, options: Loads) -> None:
    """Load the relations for the response to a write, as a read does."""
    if options:
        await db.get(type(row), row.id, options=options, populate_existing=True)
