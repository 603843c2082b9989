"""Attempts: who is stopped, for how long, and who is not."""

import pytest

from app.utils.attempts import PEOPLE_AN_ADDRESS, Attempts, network_of
from app.utils.auth_errors import TooManyAttemptsError
from app.utils.exceptions import UnavailableError


@pytest.fixture
def attempts() -> Attempts:
    return Attempts("memory://", allowed=2, minutes=15)


async def spend(
    attempts: Attempts, account: str, address: str = "192.0.2.1", times: int = 1
) -> None:
    for _ in range(times):
        await attempts.spend("login", account=account, address=address)


async def test_an_account_is_stopped_wherever_the_attempts_come_from(attempts: Attempts) -> None:
    await spend(attempts, "ada", "192.0.2.1")
    await spend(attempts, "ada", "192.0.2.2")

    with pytest.raises(TooManyAttemptsError) as caught:
        await spend(attempts, "ada", "192.0.2.3")

    assert 14 * 60 < caught.value.retry_after <= 15 * 60
    await spend(attempts, "bob", "192.0.2.3")


async def test_an_address_is_stopped_whatever_accounts_it_tries(attempts: Attempts) -> None:
    for number in range(2 * PEOPLE_AN_ADDRESS):
        await spend(attempts, f"account-{number}")

    with pytest.raises(TooManyAttemptsError):
        await spend(attempts, "ada")

    await spend(attempts, "ada", "192.0.2.2")


async def test_what_is_forgiven_is_forgotten(attempts: Attempts) -> None:
    await spend(attempts, "ada", times=2)

    await attempts.forgive("login", account="ada")

    await spend(attempts, "ada", times=2)


async def test_counters_that_cannot_be_reached_let_nobody_in() -> None:
    attempts = Attempts("redis://127.0.0.1:1", allowed=2, minutes=15)

    with pytest.raises(UnavailableError):
        await spend(attempts, "ada")


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("unknown", "unknown"),
    ],
)
def test_a_customer_of_a_provider_counts_once(address: str, network: str) -> None:
    assert network_of(address) == network
