"""Domain errors. Each has an HTTP status code, but depends on nothing else of HTTP."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Base class of errors that are reported to the client.

    Subclasses set the three class attributes; `app.core.error_responses` renders them.

    Args:
        detail: Explanation for the client.
        field: The invalid field of the request body, if any.
        resource: The kind of row that the error is about, e.g. `team`, for the access log.
        key: The key of that row, for the access log.
    """

    status_code: ClassVar[int] = 400
    code: ClassVar[str] = "bad_request"
    title: ClassVar[str] = "Bad Request"

    def __init__(
        self,
        detail: str,
        *,
        field: str | None = None,
        resource: str | None = None,
        key: object = None,
    ) -> None:
        """Store what the error is about."""
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.resource = resource
        self.key = key

    @property
    def headers(self) -> Mapping[str, str]:
        """Additional headers of the response."""
        return {}


class NotFoundError(DomainError):
    """The requested resource does not exist."""

    status_code = 404
    code = "not_found"
    title = "Not Found"


class ConflictError(DomainError):
    """The request conflicts with stored data, e.g. with a unique value."""

    status_code = 409
    code = "conflict"
    title = "Conflict"


class UnknownReferenceError(DomainError):
    """The request refers to something that does not exist."""

    status_code = 422
    code = "unknown_reference"
    title = "Unprocessable Content"


class UnavailableError(DomainError):
    """The database or another dependency is unavailable."""

    status_code = 503
    code = "unavailable"
    title = "Service Unavailable"

    @property
    def headers(self) -> Mapping[str, str]:
        """Seconds until the client may retry."""
        return {"Retry-After": "1"}


class TransactionAbortedError(Exception):
    """The database aborted a transaction in favour of another one; a retry may succeed.

    `app.core.retries` retries requests that raise it, so do not catch it.
    """
