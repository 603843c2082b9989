"""The application as the tests' clients see it: held to the errors that its contract tells of."""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from httpx2 import ASGITransport
from starlette.types import Message, Receive, Scope, Send

from app.utils.exceptions import DomainError

# What goes wrong by accident is no part of a contract.
ACCIDENT = 500


def transport_to(app: FastAPI) -> ASGITransport:
    """Return how a client reaches an application.

    The test fails where a route answers with an error that its contract does not declare: what it
    may raise cannot be read from its code, but each error that a test provokes is seen here.
    """
    return ASGITransport(app=HeldToContract(app))


class HeldToContract:
    """An application that may answer with no error that its contract does not declare."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer, and look at the status when it has."""
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
        # What no route has answered, an unknown path say, is nobody's promise.
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
        """Yield what is declared where the handler stands: it may in several versions of the API."""
        paths = self._app.openapi()["paths"]
        for context in iter_route_contexts(self._app.routes):
            if context.endpoint is not None and context.endpoint is scope.get("endpoint"):
                operations = paths.get(context.path_format, {})
                if scope["method"].lower() in operations:
                    yield operations[scope["method"].lower()]["responses"]


def errors_with(status: int) -> list[str]:
    """Return the names of the domain's errors that are answered with a status."""

    def below(error: type[DomainError]) -> Iterator[type[DomainError]]:
        yield error
        for each in error.__subclasses__():
            yield from below(each)

    return sorted({each.__name__ for each in below(DomainError) if each.status_code == status})
