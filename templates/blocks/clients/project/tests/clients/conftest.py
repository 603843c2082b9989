"""What tests of clients have in common: retries that do not wait."""

from collections.abc import Generator

import pytest
import stamina

from app.clients.resilience import ATTEMPTS


@pytest.fixture(autouse=True)
def hasty_retries() -> Generator[None]:
    """Retry as often as ever, but at once."""
    with stamina.set_testing(True, attempts=ATTEMPTS, cap=True):
        yield
