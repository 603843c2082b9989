"""Errors of calls to other servers. Their messages have no private data and may be logged."""


class ClientError(Exception):
    """A call failed.

    Args:
        message: What happened, without data of the request or the response.
        transient: Whether a retry may succeed.
        retry_after: When to retry, in seconds, if the other side specified it.
    """

    def __init__(
        self, message: str, *, transient: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.transient = transient
        self.retry_after = retry_after


class CircuitOpenError(ClientError):
    """No call was made, because the last ones failed. It is not retried.

    Its `retry_after` is when the circuit admits a probe; `None` while a probe is under way.
    """
