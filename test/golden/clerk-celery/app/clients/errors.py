"""Errors of calls to other servers. The messages are ours, so they may be logged."""


class ClientError(Exception):
    """A call failed.

    Args:
        message: What happened, in words that hold nothing of the request or of the answer.
        transient: Whether the same call may succeed a little later.
        retry_after: After how many seconds it may, if the other side has said so.
    """

    def __init__(
        self, message: str, *, transient: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.transient = transient
        self.retry_after = retry_after


class CircuitOpenError(ClientError):
    """No call was made, because the last ones failed. It is not retried: that is the point."""
