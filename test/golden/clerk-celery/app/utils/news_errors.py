"""The errors of news."""

from app.utils.exceptions import DomainError


class UnreadableUrlError(DomainError):
    """The URL of a feed is one that is never fetched."""

    status_code = 422
    code = "unreadable_url"
    title = "Unprocessable Content"
