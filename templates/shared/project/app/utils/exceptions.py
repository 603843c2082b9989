"""The errors that the domain raises. They know nothing of HTTP but the number to answer with."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """A rule that was broken, to be told to the client.

    A subclass sets the three class attributes; `app.utils.problems` renders it.

    Args:
        detail: What went wrong this time, for people.
        field: The field of the request body that is to blame, if there is one.
        resource: The kind of row that it is about, e.g. `team`, for the access log.
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
        """Keep what went wrong."""
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.resource = resource
        self.key = key

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers that the answer has besides."""
        return {}


class NotFoundError(DomainError):
    """What was asked for does not exist."""

    status_code = 404
    code = "not_found"
    title = "Not Found"


class ConflictError(DomainError):
    """The request contradicts what is stored, such as a value that must be unique."""

    status_code = 409
    code = "conflict"
    title = "Conflict"


class UnknownReferenceError(DomainError):
    """The request refers to something that does not exist."""

    status_code = 422
    code = "unknown_reference"
    title = "Unprocessable Content"


class UnavailableError(DomainError):
    """Something that the application depends on does not answer."""

    status_code = 503
    code = "unavailable"
    title = "Service Unavailable"

    @property
    def headers(self) -> Mapping[str, str]:
        """When a client may come back, in seconds."""
        return {"Retry-After": "1"}


class TransactionAbortedError(Exception):
    """The database aborted a transaction in favour of another one; repeating it may succeed.

    `app.utils.retries` repeats requests that raise it, so nobody has to catch it.
    """
