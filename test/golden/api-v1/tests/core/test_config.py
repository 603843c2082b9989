"""The settings: what is required where, and what is refused."""

import pytest
from pydantic import ValidationError

from app.core.config import Environment, Settings


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let only what a test sets decide."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


def load() -> Settings:
    """Return the settings of the environment alone."""
    return Settings(_env_file=None)


def test_development_needs_no_variable() -> None:
    settings = load()
    assert settings.environment is Environment.DEVELOPMENT
    assert settings.allowed_hosts == ("*",)


@pytest.mark.parametrize("environment", ["staging", "production"])
def test_a_deployment_must_name_what_is_its_own(
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
        "secret_key",
        "token_issuer",
        "rate_limit_url",
        "public_url",
        "smtp_host",
        "smtp_from",
    }


def test_a_complete_deployment_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENVIRONMENT", "production")
    monkeypatch.setenv("DATABASE_URL", "postgresql://me:secret@db/shop")
    monkeypatch.setenv("CORS_ORIGINS", "")
    monkeypatch.setenv("ALLOWED_HOSTS", "api.example.com, www.example.com")
    monkeypatch.setenv("SECRET_KEY", "secret, secret, secret, secret, secret")
    monkeypatch.setenv("TOKEN_ISSUER", "https://api.example.com")
    monkeypatch.setenv("RATE_LIMIT_URL", "redis://redis:6379/0")
    monkeypatch.setenv("PUBLIC_URL", "https://www.example.com")
    monkeypatch.setenv("SMTP_HOST", "mail.example.com")
    monkeypatch.setenv("SMTP_FROM", "shop@example.com")
    settings = load()
    assert settings.cors_origins == ()
    assert settings.allowed_hosts == ("api.example.com", "www.example.com")
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("sqlite:///./x.db", "sqlite+aiosqlite:///./x.db"),
    ],
)
def test_a_database_url_gets_its_asynchronous_driver(
    monkeypatch: pytest.MonkeyPatch, given: str, used: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", given)
    assert load().database_url == used


def test_lists_may_be_given_as_such() -> None:
    assert Settings(_env_file=None, allowed_hosts=("a", "b")).allowed_hosts == ("a", "b")


@pytest.mark.parametrize("wrong", ["", "shop.db", "mysql://me:hunter2@h/d"])
def test_a_wrong_value_is_refused_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", wrong)
    with pytest.raises(ValidationError, match="expected postgresql") as caught:
        load()
    assert "hunter2" not in str(caught.value)
