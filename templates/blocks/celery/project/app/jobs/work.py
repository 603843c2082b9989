"""What a task is, and what it has to work with."""

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
    """The payload of a job is not what its task takes: it was sent by another version."""


@dataclass(frozen=True, slots=True)
class Work:
    """One attempt at a job. What it changes is permanent together with the job's success."""

    user_id: UUID
    settings: Settings
    backends: Backends
    session: AsyncSession

    @property
    def unit_of_work(self) -> JoinedUnitOfWork:
        """What to give to services: their commits wait for the end of the job."""
        return JoinedUnitOfWork(self.session)


@dataclass(frozen=True, slots=True)
class Task(Generic[PayloadT]):
    """A kind of job: its name, what it has to know, and the function that does it."""

    kind: str
    payload: type[PayloadT]
    function: Callable[[Work, PayloadT], Awaitable[BaseModel]]

    async def __call__(self, work: Work, payload: JsonDocument) -> dict[str, Any]:
        """Do the work and return its result; raises `PayloadError`, and what the function raises."""
        try:
            request = self.payload.model_validate(payload)
        except ValidationError:
            # Without its cause, which quotes the payload.
            raise PayloadError(f"The payload is none of {self.kind}.") from None
        result = await self.function(work, request)
        return result.model_dump(mode="json")


def task(
    kind: str, payload: type[PayloadT]
) -> Callable[[Callable[[Work, PayloadT], Awaitable[BaseModel]]], Task[PayloadT]]:
    """Make a function a task; `app/jobs/tasks/__init__.py` has to list it."""

    def decorate(function: Callable[[Work, PayloadT], Awaitable[BaseModel]]) -> Task[PayloadT]:
        return Task(kind, payload, function)

    return decorate
