"""Limits for guessing passwords and for sending mail, counted by account and by network."""

from collections.abc import AsyncGenerator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TypeAlias

import structlog
from limits import RateLimitItemPerMinute

from app.utils.auth_errors import TooManyAttemptsError
from app.utils.counters import (
    CountersError,
    counters_errors,
    create_counters,
    seconds_until_reset,
)
from app.utils.exceptions import UnavailableError

# Many people share one network, and many networks may guess the password of one account.
WIDER = 10
# Providers give each customer a network of this size in IPv6, not one address.
IPV6_PREFIX = 64

log = structlog.get_logger("security")

Limit: TypeAlias = tuple[RateLimitItemPerMinute, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Attempt:
    """An attempt to guess the password of an account.

    Args:
        purpose: What the password is used for; each purpose has its own counters.
        account: The account, whether or not it exists.
        address: The network address that the attempt comes from.
        is_known: Whether the account has logged in from that network before. Failures elsewhere
            do not lock it out there.
    """

    purpose: str
    account: str
    address: str
    is_known: bool = False


class AttemptLimiter:
    """Counts attempts in fixed time windows.

    Args:
        url: Storage of the counters: `memory://` for one process, `redis://…` to share them.
        allowed: Maximum failed attempts per window, for one account from one network. The limit is
            ten times higher for a network with any account, and for an account from unknown
            networks.
        minutes: Length of a window.
    """

    def __init__(self, url: str, *, allowed: int, minutes: int) -> None:
        self._limiter = create_counters(url)
        self._narrow = RateLimitItemPerMinute(allowed, minutes, "login")
        self._by_network = RateLimitItemPerMinute(allowed * WIDER, minutes, "network")
        self._by_account = RateLimitItemPerMinute(allowed * WIDER, minutes, "account")
        self._mails = RateLimitItemPerMinute(allowed, minutes, "mail")

    async def check(self, attempt: Attempt) -> None:
        """Check the limits without counting, so that refused attempts do not wait for a thread.

        Raises:
            TooManyAttemptsError: if a limit is reached.
            UnavailableError: if the storage does not respond, since guesses must stay limited.
        """
        with store_errors():
            for limit, key in self._limits_of(attempt):
                if not await self._limiter.test(limit, *key):
                    await self._refuse(attempt.purpose, attempt.address, limit, key)

    @asynccontextmanager
    async def count(self, attempt: Attempt) -> AsyncGenerator[None]:
        """Count an attempt before it is made, and undo the count if the block succeeds.

        Counting first keeps parallel attempts within the limit. Raises what `check` raises.
        """
        limits = self._limits_of(attempt)
        with store_errors():
            for limit, key in limits:
                if not await self._limiter.hit(limit, *key):
                    await self._refuse(attempt.purpose, attempt.address, limit, key)
        yield
        with store_errors():
            await self._limiter.clear(self._narrow, *limits[0][1])
            for limit, key in limits[1:]:
                await self._limiter.hit(limit, *key, cost=-1)

    async def allow_mail(self, *, to: str, address: str) -> bool:
        """Count a mail; return whether it may be sent.

        `False` means that the recipient has received too many mails. The response must not depend
        on it: otherwise others could stop the owner of the address from resetting the password.

        Raises:
            TooManyAttemptsError: if one network has requested too many mails.
            UnavailableError: if the storage does not respond.
        """
        key = ("mail", network_of(address))
        with store_errors():
            if not await self._limiter.hit(self._by_network, *key):
                await self._refuse("mail", address, self._by_network, key)
            return await self._limiter.hit(self._mails, to)

    def _limits_of(self, attempt: Attempt) -> list[Limit]:
        network = network_of(attempt.address)
        limits: list[Limit] = [
            (self._narrow, (attempt.purpose, attempt.account, network)),
            (self._by_network, (attempt.purpose, network)),
        ]
        if not attempt.is_known:
            limits.append((self._by_account, (attempt.purpose, attempt.account)))
        return limits

    async def _refuse(
        self, purpose: str, address: str, limit: RateLimitItemPerMinute, key: Sequence[str]
    ) -> None:
        log.warning("attempts limited", purpose=purpose, limit=limit.namespace, address=address)
        raise TooManyAttemptsError(await seconds_until_reset(self._limiter, limit, *key))


@contextmanager
def store_errors() -> Iterator[None]:
    """Convert storage errors to `UnavailableError`."""
    try:
        with counters_errors():
            yield
    except CountersError as error:
        raise UnavailableError("Attempts cannot be counted.") from error


def network_of(address: str) -> str:
    """Return the network of one customer of a provider: an IPv4 address, or a /64 of IPv6."""
    try:
        version = ip_address(address).version
    except ValueError:
        return address
    return address if version == 4 else str(ip_network((address, IPV6_PREFIX), strict=False))  # noqa: PLR2004
