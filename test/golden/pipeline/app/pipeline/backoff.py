"""When a failed item is tried again. Pure: no clock."""

from collections.abc import Callable
from dataclasses import dataclass
from random import SystemRandom

# The longest wait that another server may ask for.
MOST_RETRY_AFTER_SECONDS = 3600.0

random_fraction = SystemRandom().random


@dataclass(frozen=True, slots=True)
class Backoff:
    """Exponential backoff with full jitter, so that items that failed together do not return together.

    Args:
        first_seconds: The longest wait after the first failure; it doubles with each other one.
        most_seconds: The longest wait.
        rng: Returns a random number from 0 to 1.
    """

    first_seconds: float = 5.0
    most_seconds: float = 600.0
    rng: Callable[[], float] = random_fraction

    def delay(self, failures: int, retry_after: float | None = None) -> float:
        """Return the seconds to wait after so many failures.

        Args:
            failures: The number of failures, from 1.
            retry_after: The seconds that the other server asked for, if it did.
        """
        longest: float = min(self.most_seconds, self.first_seconds * 2.0 ** min(failures - 1, 30))
        asked = min(max(retry_after or 0.0, 0.0), MOST_RETRY_AFTER_SECONDS)
        return max(longest * self.rng(), asked)
