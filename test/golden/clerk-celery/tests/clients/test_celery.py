"""Connections to brokers: certificates are always verified."""

import ssl

import pytest
from pydantic import ValidationError

from app.clients.celery import create_celery
from app.config import Settings


def settings_with(name: str, url: str) -> Settings:
    """Return settings with this URL."""
    return Settings.model_validate({"environment": "test", name: url})


@pytest.mark.parametrize(
    ("url", "requirement"),
    [
        ("redis://queue", None),
        ("rediss://queue", "ssl_cert_reqs"),
        ("amqp://queue", None),
        ("amqps://queue", "cert_reqs"),
    ],
)
def test_the_certificate_of_a_broker_is_verified(
    settings: Settings, url: str, requirement: str | None
) -> None:
    celery = create_celery(settings.model_copy(update={"celery_broker_url": url}))

    options = celery.connection_for_write().ssl
    assert options if requirement else not options
    assert requirement is None or options[requirement] is ssl.CERT_REQUIRED


@pytest.mark.parametrize("name", ["celery_broker_url", "redis_url"])
@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("?ssl_cert_reqs=required", ""),
        ("?ssl_cert_reqs=CERT_REQUIRED&ssl_ca_certs=own.pem", "?ssl_ca_certs=own.pem"),
        ("", ""),
    ],
)
def test_a_url_may_request_verification(name: str, query: str, kept: str) -> None:
    settings = settings_with(name, f"rediss://queue:6379/0{query}")

    assert getattr(settings, name) == f"rediss://queue:6379/0{kept}"


@pytest.mark.parametrize("name", ["celery_broker_url", "redis_url"])
@pytest.mark.parametrize(
    "query",
    ["ssl_cert_reqs=none", "ssl_cert_reqs=CERT_OPTIONAL", "ssl_check_hostname=false"],
)
def test_a_url_may_not_disable_verification(name: str, query: str) -> None:
    with pytest.raises(ValidationError, match="ssl_ca_certs"):
        settings_with(name, f"rediss://queue?{query}")
