"""Errors of news."""

from app.utils.exceptions import DomainError


class UnreadableUrlError(DomainError):
    """The URL of a feed must not be fetched."""

    status_code = 422
    code = "unreadable_url"
    title = "Unprocessable Content"
