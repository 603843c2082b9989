"""Tests of the limits of attempts."""

import asyncio

import pytest

from app.utils.attempts import WIDER, Attempt, AttemptLimiter, network_of
from app.utils.auth_errors import TooManyAttemptsError
from app.utils.exceptions import UnavailableError

ALLOWED = 2


class FailedAttemptError(Exception):
    """A failed attempt."""


@pytest.fixture
def limiter() -> AttemptLimiter:
    return AttemptLimiter("memory://", allowed=ALLOWED, minutes=15)


def attempt_of(account: str, address: str = "192.0.2.1", *, is_known: bool = False) -> Attempt:
    return Attempt("login", account, address, is_known=is_known)


async def fail(limiter: AttemptLimiter, attempt: Attempt, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(FailedAttemptError):
            async with limiter.count(attempt):
                raise FailedAttemptError


async def succeed(limiter: AttemptLimiter, attempt: Attempt) -> None:
    await limiter.check(attempt)
    async with limiter.count(attempt):
        pass


async def test_failures_stop_an_account_in_one_network_only(limiter: AttemptLimiter) -> None:
    await fail(limiter, attempt_of("ada"), times=ALLOWED)

    with pytest.raises(TooManyAttemptsError) as caught:
        await succeed(limiter, attempt_of("ada"))

    assert 14 * 60 < caught.value.retry_after <= 15 * 60
    await succeed(limiter, attempt_of("ada", "192.0.2.2"))
    await succeed(limiter, attempt_of("bob"))


async def test_failures_stop_a_network_with_any_account(limiter: AttemptLimiter) -> None:
    for number in range(ALLOWED * WIDER):
        await fail(limiter, attempt_of(f"account-{number}"))

    with pytest.raises(TooManyAttemptsError):
        await succeed(limiter, attempt_of("ada"))

    await succeed(limiter, attempt_of("ada", "192.0.2.2"))


async def test_failures_elsewhere_do_not_lock_out_a_known_network(limiter: AttemptLimiter) -> None:
    for number in range(ALLOWED * WIDER):
        await fail(limiter, attempt_of("ada", f"198.51.100.{number}"))

    with pytest.raises(TooManyAttemptsError):
        await succeed(limiter, attempt_of("ada"))

    await succeed(limiter, attempt_of("ada", is_known=True))


async def test_successes_do_not_count(limiter: AttemptLimiter) -> None:
    for number in range(ALLOWED * WIDER * 2):
        await succeed(limiter, attempt_of(f"account-{number}"))
        await succeed(limiter, attempt_of("ada", f"198.51.100.{number}"))


async def test_success_resets_the_failures_before(limiter: AttemptLimiter) -> None:
    for _ in range(3):
        await fail(limiter, attempt_of("ada"), times=ALLOWED - 1)
        await succeed(limiter, attempt_of("ada"))


async def test_parallel_attempts_stay_within_the_limit(limiter: AttemptLimiter) -> None:
    async def guess() -> None:
        async with limiter.count(attempt_of("ada")):
            await asyncio.sleep(0)
            raise FailedAttemptError

    results = await asyncio.gather(*(guess() for _ in range(10)), return_exceptions=True)

    assert sum(isinstance(result, FailedAttemptError) for result in results) == ALLOWED


async def test_mails_are_limited_by_recipient_and_by_network(limiter: AttemptLimiter) -> None:
    sent = [await limiter.allow_mail(to="ada", address="192.0.2.1") for _ in range(ALLOWED + 1)]
    for number in range(ALLOWED * WIDER - len(sent)):
        await limiter.allow_mail(to=f"account-{number}", address="192.0.2.1")

    assert sent == [True] * ALLOWED + [False]
    with pytest.raises(TooManyAttemptsError):
        await limiter.allow_mail(to="bob", address="192.0.2.1")
    assert await limiter.allow_mail(to="bob", address="192.0.2.2")


async def test_unreachable_store_allows_no_attempt() -> None:
    limiter = AttemptLimiter("redis://127.0.0.1:1", allowed=ALLOWED, minutes=15)

    with pytest.raises(UnavailableError):
        await limiter.check(attempt_of("ada"))


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("unknown", "unknown"),
    ],
)
def test_network_is_that_of_one_customer(address: str, network: str) -> None:
    assert network_of(address) == network
