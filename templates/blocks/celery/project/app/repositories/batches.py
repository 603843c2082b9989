"""All rows of a table, in batches of limited size."""

from collections.abc import AsyncIterator, Sequence
from typing import Generic, TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.base import Base
from app.repositories.base import Repository

BATCH = 500

ModelT = TypeVar("ModelT", bound=Base)


class Batches(Generic[ModelT]):
    """The rows of a repository, oldest first, in batches by keyset pagination.

    With an offset, the database would scan all previous rows again for every batch.
    """

    def __init__(
        self, repository: type[Repository[ModelT]], session: AsyncSession, *, size: int = BATCH
    ) -> None:
        self._model = repository.model
        self._loads = repository.loads
        self._session = session
        self._size = size

    async def read(self) -> AsyncIterator[Sequence[ModelT]]:
        """Yield the rows in batches."""
        batch = await self._after(None)
        while batch:
            yield batch
            batch = await self._after(batch[-1]) if len(batch) == self._size else []

    async def _after(self, last: ModelT | None) -> Sequence[ModelT]:
        model = self._model
        statement = select(model).order_by(model.created_at, model.id).limit(self._size)
        if last is not None:
            same_moment = and_(model.created_at == last.created_at, model.id > last.id)
            statement = statement.where(or_(model.created_at > last.created_at, same_moment))
        rows = await self._session.scalars(statement.options(*self._loads))
        return rows.all()
