"""The errors after which it makes sense to try again."""

import math
from collections.abc import Mapping

from app.utils.exceptions import UnavailableError

# Used if the other side did not say when to retry.
USUAL_SECONDS = 10


class RetryableError(UnavailableError):
    """Something outside failed in a way that passes: a time-out, a refusal for now, a 503.

    Args:
        detail: What went wrong this time, for people.
        retry_after: After how many seconds it is worth trying again, if the other side said so.
    """

    def __init__(self, detail: str, *, retry_after: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        """When a client may retry."""
        return {"Retry-After": str(math.ceil(self.retry_after or USUAL_SECONDS))}
