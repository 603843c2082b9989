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
    """The logged-in user lacks the permission."""

    status_code = 403
    code = "forbidden"
    title = "Forbidden"


class TooManyAttemptsError(DomainError):
    """A limit of attempts is reached.

    Args:
        retry_after: Seconds until the client may retry.
    """

    status_code = 429
    code = "too_many_attempts"
    title = "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many attempts; try again later.")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """Seconds until the client may retry."""
        return {"Retry-After": str(self.retry_after)}


class OverloadedError(UnavailableError):
    """The queue for password hashing is full.

    Args:
        retry_after: Seconds until the client may retry.
    """

    code = "overloaded"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many logins at once; try again in a moment.")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """Seconds until the client may retry."""
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
