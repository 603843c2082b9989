"""The settings of Clerk, and their checks in a deployment."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.backends import Backends
from app.config import Environment, Settings
from tests.clerk import claims, token
from tests.deployment import DEPLOYED


def load(**changes: Any) -> Settings:
    """Return the settings of a deployment, with these changes."""
    return Settings(_env_file=None, **(DEPLOYED | changes))


def test_the_url_of_the_keys_defaults_to_the_issuer() -> None:
    assert load().keys_url == "https://clerk.example.com/.well-known/jwks.json"
    assert load(clerk_jwks_url="https://keys.example.com/").keys_url == "https://keys.example.com/"


def test_there_may_be_several_frontends() -> None:
    settings = load(clerk_authorized_parties="https://www.example.com, https://admin.example.com")

    assert settings.clerk_authorized_parties == (
        "https://www.example.com",
        "https://admin.example.com",
    )


@pytest.mark.parametrize("environment", [Environment.STAGING, Environment.PRODUCTION])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("clerk_issuer", "http://localhost:8100"),
        ("clerk_issuer", "http://clerk.example.com"),
        ("clerk_jwks_url", "http://localhost:8100/.well-known/jwks.json"),
        ("clerk_webhook_secret", ""),
    ],
)
def test_a_deployment_requires_https_and_a_secret(
    environment: Environment, name: str, value: str
) -> None:
    with pytest.raises(ValidationError, match=name.upper()):
        load(**{name: value}, environment=environment)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("clerk_issuer", "clerk.example.com"),
        ("clerk_issuer", "https://clerk.example.com/"),
        ("clerk_jwks_url", "file:///etc/passwd"),
        ("clerk_authorized_parties", ""),
        ("clerk_webhook_secret", "secret"),
        ("clerk_webhook_secret", "whsec_short"),
        ("clerk_webhook_secret", "whsec_" + "-" * 32),
    ],
)
def test_an_invalid_value_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name):
        load(**{name: value})


def test_the_repr_does_not_show_the_secret() -> None:
    assert DEPLOYED["clerk_webhook_secret"] not in repr(load())


async def test_connections_to_the_issuer_are_closed(settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"clerk_jwks_url": "https://nowhere.invalid/keys"})
    backends = Backends.of(elsewhere)

    async with backends.running():
        pass

    with pytest.raises(RuntimeError, match="closed"):
        await backends.tokens.verify(token(claims()))
