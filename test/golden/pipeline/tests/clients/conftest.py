"""Fixtures for tests of clients: retries that do not wait."""

from collections.abc import Generator

import pytest
import stamina

from app.clients.resilience import ATTEMPTS


@pytest.fixture(autouse=True)
def hasty_retries() -> Generator[None]:
    """Retry as often as usual, but without waiting."""
    with stamina.set_testing(True, attempts=ATTEMPTS, cap=True):
        yield
