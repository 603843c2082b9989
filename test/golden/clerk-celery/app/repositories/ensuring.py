"""Creates missing rows, also if several requests do so at once."""

from typing import TypeVar

from sqlalchemy.orm.exc import StaleDataError

from app.models.base import Base
from app.repositories.base import Repository
from app.repositories.integrity import domain_errors
from app.utils.exceptions import ConflictError

ModelT = TypeVar("ModelT", bound=Base)


class EnsuringRepository(Repository[ModelT]):
    """The rows of one table, which are inserted on first use."""

    async def ensure(self, row: ModelT, field: str) -> ModelT:
        """Return the row with this value of a unique `field`; insert `row` if there is none."""
        value = getattr(row, field)
        found = await self.get_by(field, value)
        if found is None and await self.add_first(row):
            return row
        return found or await self.require_by(field, value)

    async def add_first(self, row: ModelT) -> bool:
        """Insert a row unless a unique value is taken; return whether it was inserted.

        The database decides: a concurrent request waits for the first one. The savepoint keeps the
        earlier changes of the transaction.
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
            TransactionAbortedError: if it was deleted just now; the request is then retried.
        """
        with domain_errors():
            found = await self.get_by(field, value)
            if found is None:
                raise StaleDataError
        return found
