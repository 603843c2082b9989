"""The errors of asking for jobs."""

from app.utils.retryable import RetryableError


class TooManyJobsError(RetryableError):
    """A user has too many jobs of one kind that wait or run."""

    status_code = 429
    code = "too_many_jobs"
    title = "Too Many Requests"


class QueueFullError(RetryableError):
    """Too many jobs of all users wait."""

    code = "queue_full"
