"""Tasks, and the resources that they work with."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from pydantic import BaseModel, ValidationError
from sqlalchemy.ext.asyncio import AsyncSession

from app.backends import Backends
from app.config import Settings
from app.models.base import JsonDocument
from app.repositories.unit_of_work import JoinedUnitOfWork
from app.utils.exceptions import DomainError

PayloadT = TypeVar("PayloadT", bound=BaseModel)


class PayloadError(DomainError):
    """The payload of a job does not match its task: it was sent by another version."""


@dataclass(frozen=True, slots=True)
class Work:
    """One attempt at a job. Its changes are committed together with the job's success."""

    user_id: UUID
    settings: Settings
    backends: Backends
    session: AsyncSession

    @property
    def unit_of_work(self) -> JoinedUnitOfWork:
        """The unit of work for services: their commits wait for the end of the job."""
        return JoinedUnitOfWork(self.session)


@dataclass(frozen=True, slots=True)
class Task(Generic[PayloadT]):
    """A kind of job: its name, the schema of its payload, and its function."""

    kind: str
    payload: type[PayloadT]
    function: Callable[[Work, PayloadT], Awaitable[BaseModel]]

    async def __call__(self, work: Work, payload: JsonDocument) -> dict[str, Any]:
        """Run the function and return its result; raises `PayloadError` and its errors."""
        try:
            request = self.payload.model_validate(payload)
        except ValidationError:
            # Without the cause, which quotes the payload.
            raise PayloadError(f"The payload is not valid for {self.kind}.") from None
        result = await self.function(work, request)
        return result.model_dump(mode="json")


def task(
    kind: str, payload: type[PayloadT]
) -> Callable[[Callable[[Work, PayloadT], Awaitable[BaseModel]]], Task[PayloadT]]:
    """Declare a function as a task; list it in `app/jobs/tasks/__init__.py`."""

    def decorate(function: Callable[[Work, PayloadT], Awaitable[BaseModel]]) -> Task[PayloadT]:
        return Task(kind, payload, function)

    return decorate
