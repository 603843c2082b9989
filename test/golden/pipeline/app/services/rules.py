"""Declarative rules that are checked before a row is written."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.base import Base
from app.services.checks import replace_references, require_free, require_reference
from app.services.slugs import DerivedSlug
from app.utils.integrity import domain_errors

ModelT = TypeVar("ModelT", bound=Base)
Values = dict[str, Any]


@dataclass(frozen=True)
class ModelRows(Generic[ModelT]):
    """The rows of one table, as rules need them."""

    db: AsyncSession
    model: type[ModelT]

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
        return row


@dataclass(frozen=True)
class ReferenceSet:
    """A field with the keys of several rows: its relationship, and their model."""

    attribute: str
    target: type[Base]


@dataclass(frozen=True)
class Rules:
    """The rules of a table, by the names of fields in the API.

    Attributes:
        uniques: Fields with unique values.
        references: Fields with the key of another row, and the model of that row.
        slugs: Fields with derived slugs.
        sets: Fields with the keys of several rows.
    """

    uniques: Sequence[str] = ()
    references: Mapping[str, type[Base]] = field(default_factory=dict)
    slugs: Mapping[str, DerivedSlug] = field(default_factory=dict)
    sets: Mapping[str, ReferenceSet] = field(default_factory=dict)

    async def check(
        self, rows: ModelRows[Any], values: Values, *, keep: Base | None = None
    ) -> None:
        """Check values before they are written, and replace the keys of sets with rows.

        Raises `ConflictError` if a row other than `keep` has the same unique value, and
        `UnknownReferenceError` for an unknown key.
        """
        for name in self.uniques:
            await require_free(rows, values, name, keep=keep)
        for name, target in self.references.items():
            await require_reference(ModelRows(rows.db, target), values, name)
        for name, held in self.sets.items():
            await replace_references(ModelRows(rows.db, held.target), values, name, held.attribute)

    async def complete(self, rows: ModelRows[Any], values: Values) -> None:
        """Check and complete the values of a new row; raises what `check` raises."""
        for name in self.sets:
            # Assigned even if empty: an unassigned relation would be loaded on access.
            values.setdefault(name, [])
        await self.check(rows, values)
