"""The definition of a pipeline."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm.interfaces import ORMOption

from app.clients.tools import Tools
from app.models.base import Base
from app.schemas.base import RequestSchema
from app.utils.service_errors import BadResultError

ModelT = TypeVar("ModelT", bound=Base)
ResultT = TypeVar("ResultT", bound=BaseModel)
# Saves a result in the transaction that marks the item as done; it must not commit.
Save: TypeAlias = Callable[[AsyncSession, UUID, ResultT], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Pipeline(Generic[ModelT, ResultT]):
    """Work on the rows of one table.

    Args:
        name: Stored with each run.
        model: The table.
        result: The type of a result; without `save`, its fields are columns of the table.
        process: Returns the result for one row, which belongs to no session.
        request: The schema of what a run selects: `ids`, or the filters.
        filters: For each filter of the request, the condition for its value.
        save: Saves a result, instead of setting the columns.
        loads: Loader options for the relations in the response for a single row.
    """

    name: str
    model: type[ModelT]
    result: type[ResultT]
    process: Callable[[ModelT, Tools], Awaitable[ResultT]]
    request: type[RequestSchema]
    filters: Mapping[str, Callable[[Any], ColumnElement[bool]]]
    save: Save[ResultT] | None = None
    loads: Sequence[ORMOption] = ()

    def select(self, given: Mapping[str, Any]) -> Select[Any]:
        """Return the statement that selects the ids for a request, the oldest rows first."""
        conditions = [self.filters[name](value) for name, value in given.items() if name != "ids"]
        if "ids" in given:
            conditions.append(self.model.id.in_(given["ids"]))
        found = select(self.model.id).where(*conditions)
        return found.order_by(self.model.created_at, self.model.id)

    async def run(self, row: ModelT, tools: Tools) -> ResultT:
        """Process one row and check the result.

        Raises:
            BadResultError: if the result has the wrong type, or a value that cannot be stored.
        """
        try:
            result: Any = await self.process(row, tools)
            if not isinstance(result, self.result):
                raise BadResultError
            # Again: an attribute may have been set after validation.
            return self.result.model_validate(result.model_dump(warnings=False))
        except ValidationError as error:
            raise BadResultError from error
