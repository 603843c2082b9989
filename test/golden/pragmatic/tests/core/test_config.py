"""Tests of the settings: required, weak and invalid values."""

import pytest
from pydantic import ValidationError

from app.core.config import Environment, Settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove all settings from the environment."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load() -> Settings:
    """Return the settings from the environment, without `.env`."""
    return Settings(_env_file=None)


def test_development_needs_no_variable() -> None:
    settings = load()
    assert settings.environment is Environment.DEVELOPMENT
    assert settings.allowed_hosts == ("*",)


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_a_deployment_requires_its_own_settings(
    monkeypatch: pytest.MonkeyPatch, environment: str
) -> None:
    monkeypatch.setenv("ENVIRONMENT", environment)
    with pytest.raises(ValidationError) as caught:
        load()
    missing = {error["loc"][0] for error in caught.value.errors() if error["type"] == "missing"}
    assert missing == {
        "database_url",
        "cors_origins",
        "allowed_hosts",
        "rate_limit_per_minute",
        "trusted_proxies",
    }


@pytest.fixture
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set the required settings of a deployment."""
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db/shop")
    monkeypatch.setenv("CORS_ORIGINS", "")
    monkeypatch.setenv("ALLOWED_HOSTS", "api.example.com, www.example.com")
    monkeypatch.setenv("RATE_LIMIT_PER_MINUTE", "600")
    monkeypatch.setenv("TRUSTED_PROXIES", "")


@pytest.mark.usefixtures("production")
def test_a_complete_deployment_loads() -> None:
    settings = load()
    assert settings.cors_origins == ()
    assert not settings.docs_enabled
    assert settings.allowed_hosts == ("api.example.com", "www.example.com")
    assert "secret" not in repr(settings)


@pytest.mark.usefixtures("production")
@pytest.mark.parametrize(
    ("setting", "value", "fault"),
    [
        (
            "TRUSTED_PROXIES",
            "0.0.0.0/0",
            "TRUSTED_PROXIES must list your proxies, not all addresses",
        ),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must list host names, not *"),
        ("CORS_ORIGINS", "*", "CORS_ORIGINS must list origins, not * or null"),
        (
            "LOG_LEVEL",
            "DEBUG",
            "LOG_LEVEL must not be DEBUG, which logs the values of SQL statements",
        ),
    ],
)
def test_a_deployment_with_a_weak_setting_does_not_start(
    monkeypatch: pytest.MonkeyPatch, setting: str, value: str, fault: str
) -> None:
    monkeypatch.setenv(setting, value)
    with pytest.raises(ValidationError) as caught:
        load()
    assert fault in str(caught.value)


@pytest.mark.parametrize("number", [10**18, float("inf"), float("nan")])
def test_every_number_has_a_maximum(monkeypatch: pytest.MonkeyPatch, number: float) -> None:
    numbers = {
        name for name, field in Settings.model_fields.items() if field.annotation in {int, float}
    }
    for name in numbers:
        monkeypatch.setenv(name.upper(), str(number))
    with pytest.raises(ValidationError) as caught:
        load()
    assert {error["loc"][0] for error in caught.value.errors()} >= numbers


@pytest.mark.parametrize("query", ["ssl_cert_reqs=none", "ssl_check_hostname=false"])
def test_the_counters_verify_the_certificate_of_redis(
    monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    monkeypatch.setenv("RATE_LIMIT_URL", f"rediss://counters?{query}")
    with pytest.raises(ValidationError, match="ssl_ca_certs"):
        load()


def test_settings_accept_sequences() -> None:
    assert Settings(_env_file=None, allowed_hosts=("a", "b")).allowed_hosts == ("a", "b")


@pytest.mark.parametrize("wrong", ["*", "proxy.example.com", "10.0.0.0/33"])
def test_a_trusted_proxy_is_an_address_or_a_network(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("TRUSTED_PROXIES", f"127.0.0.1, {wrong}")
    with pytest.raises(ValidationError, match="trusted_proxies"):
        load()


@pytest.mark.parametrize(
    "wrong", ["", "shop.db", "mysql://me:hunter2@h/d", "postgres://me:hunter2@h:hunter2/d"]
)
def test_a_wrong_value_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", wrong)
    with pytest.raises(ValidationError, match="expected postgresql") as caught:
        load()
    assert "hunter2" not in str(caught.value)
