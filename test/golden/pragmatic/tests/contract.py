"""A test transport that fails on errors that the OpenAPI document does not declare."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import ASGITransport
from starlette.types import Message, Receive, Scope, Send

from app.core.exceptions import DomainError

# Unexpected errors are not declared.
ACCIDENT = 500


def transport_to(app: FastAPI) -> ASGITransport:
    """Return a transport that fails a test if a route returns an undeclared error.

    Static checks cannot find every error that a route raises, so this checks each test.
    """
    return ASGITransport(app=HeldToContract(app))


class HeldToContract:
    """Wraps an application and fails the test on an undeclared error."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Call the application, then check the status of its response."""
        statuses: list[int] = []

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])
            await send(message)

        await self._app(scope, receive, noted)
        for status in statuses:
            if status >= 400 and status != ACCIDENT:
                self._refuse_undeclared(scope, status)

    def _refuse_undeclared(self, scope: Scope, status: int) -> None:
        declared = [set(each) for each in self._declared(scope)]
        # Responses without a route, e.g. for an unknown path, are not declared.
        if not declared or any(str(status) in each for each in declared):
            return
        handler, verb = getattr(scope["endpoint"], "__name__", "?"), scope["method"].lower()
        errors = " or ".join(errors_with(status)) or "an error of your own"
        pytest.fail(
            f"errors-are-declared: {scope['method']} {scope['path']} ({handler}) answered "
            f"{status}, and its contract does not say so\n"
            "    A client learns of it in production. Declare what is raised:\n"
            f"        @router.{verb}(..., responses=responses(...))  # {errors}",
            pytrace=False,
        )

    def _declared(self, scope: Scope) -> Iterator[dict[str, object]]:
        """Yield the declared responses of the handler, for each API version that includes it."""
        paths = self._app.openapi()["paths"]
        for context in iter_route_contexts(self._app.routes):
            if context.endpoint is not None and context.endpoint is scope.get("endpoint"):
                operations = paths.get(context.path_format, {})
                if scope["method"].lower() in operations:
                    yield operations[scope["method"].lower()]["responses"]


def errors_with(status: int) -> list[str]:
    """Return the names of the domain errors with a status."""

    def below(error: type[DomainError]) -> Iterator[type[DomainError]]:
        yield error
        for each in error.__subclasses__():
            yield from below(each)

    return sorted({each.__name__ for each in below(DomainError) if each.status_code == status})
