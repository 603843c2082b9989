"""Processes one row at once, without a run."""

from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.clients.errors import ClientError
from app.clients.tools import Tools
from app.pipeline.definition import Pipeline
from app.pipeline.saving import save_results
from app.utils.exceptions import DomainError, NotFoundError
from app.utils.integrity import domain_errors
from app.utils.retryable import RetryableError
from app.utils.service_errors import ServiceError, UpstreamError


class SingleItems:
    """Processes rows for requests. No session is open during the work.

    Args:
        factory: Opens sessions.
        tools: The clients of external services.
    """

    def __init__(
        self,
        factory: async_sessionmaker[AsyncSession],
        tools: Tools,
    ) -> None:
        self._factory = factory
        self._tools = tools

    async def process(self, pipeline: Pipeline[Any, Any], key: UUID) -> Any:  # noqa: ANN401 - a row of any table
        """Process a row, save the result, and return the row.

        Raises:
            NotFoundError: if there is no such row, or it was deleted meanwhile.
            ConflictError: if the result has a unique value that is taken.
            UnknownReferenceError: if the result refers to a row that does not exist.
            RetryableError: if a service cannot be called now, or did not respond.
            DomainError: if the work raises it.
            ServiceError: for other errors of the work.
        """
        async with self._factory() as session:
            row = await session.get(pipeline.model, key)
        if row is None:
            raise NotFoundError("not found", resource=pipeline.name, key=key)
        result = await self._work(pipeline, row)
        with domain_errors():
            async with self._factory.begin() as session:
                if not await save_results(session, pipeline, {key: result}):
                    raise NotFoundError("not found", resource=pipeline.name, key=key)
                return await session.get_one(pipeline.model, key, options=pipeline.loads)

    async def _work(self, pipeline: Pipeline[Any, Any], row: Any) -> Any:  # noqa: ANN401
        tools = replace(self._tools, key=f"single:{uuid4()}")
        try:
            return await pipeline.run(row, tools)
        except DomainError:
            raise
        except ClientError as error:
            if error.transient or error.retry_after is not None:
                raise RetryableError("A service failed.", retry_after=error.retry_after) from error
            raise UpstreamError("A service refused the request.") from error
        except Exception as error:
            raise ServiceError("The work failed with an unexpected error.") from error
