"""Stand-ins for what a service works with: rows in a dictionary, and a commit that is only counted."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar, cast
from uuid import UUID

from app.models.base import Base
from app.repositories.base import Repository
from app.schemas.page import PageQuery, rows_before

ModelT = TypeVar("ModelT", bound=Base)
RepositoryT = TypeVar("RepositoryT", bound=Repository[Any])


class FakeUnitOfWork:
    """Counts commits."""

    def __init__(self) -> None:
        self.commits = 0

    async def commit(self) -> None:
        """Count one more commit."""
        self.commits += 1


class InMemoryRepository(Repository[ModelT]):
    """The rows of one table, in a dictionary."""

    def __init__(self) -> None:
        self.rows: dict[UUID, ModelT] = {}

    async def get(self, key: UUID, *, for_update: bool = False) -> ModelT | None:
        return self.rows.get(key)

    async def get_by(self, field: str, value: object) -> ModelT | None:
        return next((row for row in self.rows.values() if getattr(row, field) == value), None)

    async def get_many(self, keys: Sequence[UUID]) -> Sequence[ModelT]:
        return [self.rows[key] for key in keys if key in self.rows]

    async def page(self, query: PageQuery) -> tuple[Sequence[ModelT], int]:
        rows = list(self.rows.values())
        start = rows_before(query)
        return rows[start : start + query.size], len(rows)

    async def add(self, row: ModelT, *, in_savepoint: bool = False) -> ModelT:
        for column in row.__table__.columns:
            default: Any = column.default
            if default is not None and getattr(row, column.name) is None:
                value = default.arg(None) if default.is_callable else default.arg
                setattr(row, column.name, value)
        self.rows[row.id] = row
        return row

    async def update(self, row: ModelT, values: Mapping[str, Any]) -> ModelT:
        for name, value in values.items():
            setattr(row, name, value)
        return row

    async def delete(self, row: ModelT) -> None:
        del self.rows[row.id]


def in_memory(repository: type[RepositoryT]) -> RepositoryT:
    """Return a repository of this type that keeps its rows in a dictionary."""
    fake = type(f"InMemory{repository.__name__}", (InMemoryRepository, repository), {})
    return cast("RepositoryT", fake())
