"""Validate the URLs of databases and brokers, and select the asynchronous driver."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

ASYNC_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}

# PostgreSQL URL parameters that asyncpg supports, with patterns of their allowed values.
TLS_MODES = "disable|allow|prefer|require|verify-ca|verify-full"
URL_PARAMETERS = {
    "application_name": ".*",
    # asyncpg has no channel binding; `sslmode=verify-full` protects from the same attacks.
    "channel_binding": "disable|prefer",
    "connect_timeout": "[1-9][0-9]*",
    "gssencmode": "disable|prefer",
    "host": ".+",
    "options": ".*",
    "port": "[0-9]+",
    "prepared_statement_cache_size": "[0-9]+",
    "ssl": TLS_MODES,
    "sslcert": ".+",
    "sslcrl": ".+",
    "sslkey": ".+",
    "sslmode": TLS_MODES,
    "sslpassword": ".*",
    "sslrootcert": ".+",
    "statement_cache_size": "[0-9]+",
    "target_session_attrs": "any|primary|standby|read-write|read-only|prefer-standby",
}
URL_FILES = ("sslcert", "sslcrl", "sslkey", "sslrootcert")


def use_async_driver(text: str) -> str:
    """Return the URL with the asynchronous driver for its database.

    Hosting platforms provide `postgres://…`, which selects a blocking driver or none.

    Raises:
        ValueError: if the database is neither PostgreSQL nor SQLite, or a parameter of the URL
            cannot be used. The message omits the URL, which may contain a password.
    """
    scheme, separator, rest = text.partition("://")
    driver = ASYNC_DRIVERS.get(scheme)
    try:
        url = make_url(f"{driver}://{rest}")
    except (ArgumentError, ValueError):
        driver = None
    if driver is None or not separator:
        raise ValueError("expected postgresql://user:password@host/name or sqlite:///./file.db")
    if url.get_backend_name() == "postgresql":
        check_url_parameters(url.query)
    return f"{driver}://{rest}"


def check_url_parameters(query: Mapping[str, str | Sequence[str]]) -> None:
    """Raise `ValueError` for a parameter that asyncpg would refuse on the first connection."""
    for name, value in query.items():
        pattern = URL_PARAMETERS.get(name)
        if pattern is None:
            raise ValueError(f"the URL parameter {name} is not supported; remove it")
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise ValueError(f"the URL parameter {name} must match {pattern}")
        if name in URL_FILES and not Path(value).is_file():
            raise ValueError(f"the URL parameter {name} names a file that does not exist")
    verifies = query.get("sslmode", query.get("ssl")) in {"verify-ca", "verify-full"}
    if verifies and "sslrootcert" not in query:
        raise ValueError("the URL parameter sslmode needs sslrootcert, e.g. /etc/ssl/cert.pem")


def require_verified_tls(url: str) -> str:
    """Return the URL of Redis or a broker without `ssl_cert_reqs`: certificates are always verified.

    Raises:
        ValueError: if the URL disables verification.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    requirement = query.pop("ssl_cert_reqs", "required").lower().removeprefix("cert_")
    if requirement != "required" or query.get("ssl_check_hostname", "true").lower() != "true":
        raise ValueError("certificates are always verified; set your own CA with ssl_ca_certs")
    return parts._replace(query=urlencode(query)).geturl() if "ssl_cert_reqs" in url else url
