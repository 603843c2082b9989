"""Errors after which a retry makes sense."""

import math
from collections.abc import Mapping
from typing import ClassVar

from app.utils.exceptions import UnavailableError

# Used if the other side did not say when to retry.
USUAL_SECONDS = 10


class RetryableError(UnavailableError):
    """A temporary failure of an external service, e.g. a timeout, a rate limit or a 503.

    Args:
        detail: A readable description of the failure.
        retry_after: When to retry, in seconds, if the other side specified it.
    """

    # Whether the service was called; if not, the attempt does not count.
    was_called: ClassVar[bool] = True

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """When a client may retry."""
        return {"Retry-After": str(math.ceil(self.retry_after or USUAL_SECONDS))}
