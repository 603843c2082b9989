"""Rows that are made when they are missing, by however many requests at once."""

from typing import TypeVar

from sqlalchemy.orm.exc import StaleDataError

from app.models.base import Base
from app.repositories.base import Repository
from app.repositories.integrity import domain_errors
from app.utils.exceptions import ConflictError

ModelT = TypeVar("ModelT", bound=Base)


class EnsuringRepository(Repository[ModelT]):
    """The rows of one table that are inserted on first use."""

    async def ensure(self, row: ModelT, field: str) -> ModelT:
        """Return the row that has the value of this unique `field`: an older one, or this one."""
        value = getattr(row, field)
        found = await self.get_by(field, value)
        if found is None and await self.add_first(row):
            return row
        return found or await self.require_by(field, value)

    async def add_first(self, row: ModelT) -> bool:
        """Insert a row unless a unique value of it is taken; return whether it was inserted.

        The database decides: of two requests at once the second waits for the first. The savepoint
        keeps what the transaction did before.
        """
        try:
            async with self._session.begin_nested():
                await self.add(row)
        except ConflictError:
            return False
        return True

    async def require_by(self, field: str, value: object) -> ModelT:
        """Return the row with this value.

        Raises:
            TransactionAbortedError: if it was deleted at this moment; then the request is repeated.
        """
        with domain_errors():
            found = await self.get_by(field, value)
            if found is None:
                raise StaleDataError
        return found
