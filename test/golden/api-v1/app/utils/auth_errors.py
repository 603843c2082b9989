"""The errors of logins. None of them reveals whether an account exists."""

from collections.abc import Mapping

from app.utils.exceptions import DomainError, UnavailableError


class UnauthenticatedError(DomainError):
    """The login failed, or the token is missing or invalid."""

    status_code = 401
    code = "unauthenticated"
    title = "Unauthorized"

    @property
    def headers(self) -> Mapping[str, str]:
        """How to authenticate; HTTP requires it with each 401."""
        return {"WWW-Authenticate": "Bearer"}


class ForbiddenError(DomainError):
    """The user who is logged in may not do this."""

    status_code = 403
    code = "forbidden"
    title = "Forbidden"


class TooManyAttemptsError(DomainError):
    """A limit of attempts is used up.

    Args:
        retry_after: After how many seconds the client may try again.
    """

    status_code = 429
    code = "too_many_attempts"
    title = "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many attempts; try again later.")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """When to try again, in seconds."""
        return {"Retry-After": str(self.retry_after)}


class OverloadedError(UnavailableError):
    """Too many passwords wait to be hashed.

    Args:
        retry_after: After how many seconds the client may try again.
    """

    code = "overloaded"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many logins at once; try again in a moment.")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """When to try again, in seconds."""
        return {"Retry-After": str(self.retry_after)}


class InvalidLinkError(DomainError):
    """The token of a mail is forged, expired or used."""

    status_code = 400
    code = "invalid_link"


class WrongPasswordError(DomainError):
    """The current password, which confirms a change, is wrong. Not 401: the login itself is valid."""

    status_code = 422
    code = "wrong_password"
    title = "Unprocessable Content"
