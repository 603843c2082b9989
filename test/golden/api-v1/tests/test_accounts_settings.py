"""The settings of logins: unsafe values stop the start outside development."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.core.config import Environment, Settings
<<<<<<< HEAD
=======
from app.main import create_app
>>>>>>> accounts/main
from tests.settings import make_settings


def load(**changes: Any) -> Settings:
    """Return the settings of a test run, with changes."""
    values = make_settings("sqlite+aiosqlite:///./test.db").model_dump()
    return Settings.model_validate(values | changes)


@pytest.mark.parametrize("environment", [Environment.STAGING, Environment.PRODUCTION])
def test_deployment_refuses_counters_in_memory(environment: Environment) -> None:
    with pytest.raises(ValidationError, match="SINGLE_PROCESS=true"):
        load(environment=environment, rate_limit_url="memory://")


def test_deployment_of_a_single_process_may_count_in_memory() -> None:
    settings = load(
        environment=Environment.PRODUCTION, rate_limit_url="memory://", single_process=True
    )

    assert settings.single_process
<<<<<<< HEAD
=======


@pytest.mark.parametrize("proxies", ["*", "proxy", "10.0.0.1/8"])
def test_trusted_proxies_are_addresses_or_networks(proxies: str) -> None:
    with pytest.raises(ValidationError):
        load(trusted_proxies=proxies)


def test_forwarded_addresses_need_a_trusted_proxy() -> None:
    trusting = create_app(load(trusted_proxies="192.0.2.1, 10.0.0.0/8"))
    default = create_app(load())

    assert "ProxyHeadersMiddleware" in str(trusting.user_middleware)
    assert "ProxyHeadersMiddleware" not in str(default.user_middleware)
>>>>>>> accounts/main
