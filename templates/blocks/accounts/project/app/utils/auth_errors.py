"""The errors of logins. None of them says whether an account exists."""

from collections.abc import Mapping

from app.utils.exceptions import DomainError


class UnauthenticatedError(DomainError):
    """Nobody is logged in: no token, or one that is not or no longer good; or a failed login."""

    status_code = 401
    code = "unauthenticated"
    title = "Unauthorized"

    @property
    def headers(self) -> Mapping[str, str]:
        """How to authenticate; HTTP wants it with each 401."""
        return {"WWW-Authenticate": "Bearer"}


class ForbiddenError(DomainError):
    """Whoever is logged in may not do this."""

    status_code = 403
    code = "forbidden"
    title = "Forbidden"


class TooManyAttemptsError(DomainError):
    """It was tried too often.

    Args:
        retry_after: After how many seconds it may be tried again.
    """

    status_code = 429
    code = "too_many_attempts"
    title = "Too Many Requests"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many attempts; try again later.")
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """When to come back."""
        return {"Retry-After": str(self.retry_after)}


class InvalidLinkError(DomainError):
    """The token of a mail is forged, expired or used."""

    status_code = 400
    code = "invalid_link"


class WrongPasswordError(DomainError):
    """The present password, asked for once more, is wrong. No 401: the login itself is good."""

    status_code = 422
    code = "wrong_password"
    title = "Unprocessable Content"
