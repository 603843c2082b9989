"""Errors of authentication. None of them says what was wrong with a token."""

from collections.abc import Mapping

from app.utils.exceptions import DomainError


class UnauthenticatedError(DomainError):
    """The token is missing, invalid or expired, or its user may not sign in."""

    status_code = 401
    code = "unauthenticated"
    title = "Unauthorized"

    def __init__(self) -> None:
        super().__init__("The session token is missing or invalid.")

    @property
    def headers(self) -> Mapping[str, str]:
        """The authentication scheme, which HTTP requires with each 401."""
        return {"WWW-Authenticate": "Bearer"}


class ForbiddenError(DomainError):
    """The user lacks permission for this."""

    status_code = 403
    code = "forbidden"
    title = "Forbidden"


class ForgedWebhookError(DomainError):
    """The signature of a delivery is missing, wrong or too old."""

    status_code = 400
    code = "forged_webhook"

    def __init__(self) -> None:
        super().__init__("The signature is missing, wrong or too old.")


class MalformedWebhookError(DomainError):
    """A delivery has a valid signature, but not the content of a Clerk event."""

    status_code = 422
    code = "malformed_webhook"
    title = "Unprocessable Content"

    def __init__(self) -> None:
        super().__init__("The content is not a Clerk event.")
