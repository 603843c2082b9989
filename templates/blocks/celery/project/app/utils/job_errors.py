"""Errors of enqueuing jobs."""

from app.utils.retryable import RetryableError


class TooManyJobsError(RetryableError):
    """The user has too many active jobs of one kind."""

    status_code = 429
    code = "too_many_jobs"
    title = "Too Many Requests"


class QueueFullError(RetryableError):
    """Too many jobs of all users are waiting."""

    code = "queue_full"
