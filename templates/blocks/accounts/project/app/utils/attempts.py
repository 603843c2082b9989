"""How often something may be tried: counted by whom it concerns and by where it comes from."""

import math
import time
from collections.abc import Sequence
from ipaddress import ip_address, ip_network

from limits import RateLimitItemPerMinute
from limits.aio.strategies import FixedWindowRateLimiter
from limits.errors import StorageError
from limits.storage import storage_from_string

from app.utils.auth_errors import TooManyAttemptsError
from app.utils.exceptions import UnavailableError

# Many people may share one address, but only one person should know an account's password.
PEOPLE_AN_ADDRESS = 10
# A provider gives each customer that much of IPv6, not one address.
IPV6_PREFIX = 64


class Attempts:
    """Counts attempts in windows of time.

    Args:
        url: Where the counters are: `memory://` counts for one process, `redis://…` for all.
        allowed: How many attempts an account has a window.
        minutes: How long a window is.
    """

    def __init__(self, url: str, *, allowed: int, minutes: int) -> None:
        storage = storage_from_string(
            f"async+{url}", implementation="redispy", wrap_exceptions=True
        )
        self._limiter = FixedWindowRateLimiter(storage)
        self._by_account = RateLimitItemPerMinute(allowed, minutes, "account")
        self._by_address = RateLimitItemPerMinute(allowed * PEOPLE_AN_ADDRESS, minutes, "address")

    async def spend(self, purpose: str, *, account: str, address: str) -> None:
        """Count one attempt.

        Raises:
            TooManyAttemptsError: if there were too many, of the account or from the address.
            UnavailableError: if the counters cannot be reached; guessing must not be free then.
        """
        # The address first: it stops whoever tries ever new accounts to fill the counters.
        try:
            await self._hit(self._by_address, (purpose, network_of(address)))
            await self._hit(self._by_account, (purpose, account))
        except StorageError as error:
            raise UnavailableError("Attempts cannot be counted.") from error

    async def forgive(self, purpose: str, *, account: str) -> None:
        """Forget the attempts of an account: the last one was right."""
        await self._limiter.clear(self._by_account, purpose, account)

    async def _hit(self, limit: RateLimitItemPerMinute, key: Sequence[str]) -> None:
        if not await self._limiter.hit(limit, *key):
            window = await self._limiter.get_window_stats(limit, *key)
            raise TooManyAttemptsError(max(1, math.ceil(window.reset_time - time.time())))


def network_of(address: str) -> str:
    """Return what one customer of a provider has: an IPv4 address, or a network of IPv6 ones."""
    try:
        version = ip_address(address).version
    except ValueError:
        return address
    return address if version == 4 else str(ip_network((address, IPV6_PREFIX), strict=False))  # noqa: PLR2004
