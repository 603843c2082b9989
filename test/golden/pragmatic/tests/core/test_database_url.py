"""Tests of database URLs from hosting platforms."""

import pytest
from pydantic import ValidationError

from app.core.config import Settings


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("postgresql+asyncpg://u:p@h/d", "postgresql+asyncpg://u:p@h/d"),
        ("sqlite:///./x.db", "sqlite+aiosqlite:///./x.db"),
    ],
)
def test_a_url_gets_the_asynchronous_driver(given: str, used: str) -> None:
    assert Settings(_env_file=None, database_url=given).database_url == used


@pytest.mark.parametrize(
    "query",
    [
        "sslmode=require&application_name=shop&connect_timeout=5&options=-c%20statement_timeout%3D1",
        "channel_binding=prefer&target_session_attrs=read-write",
        "host=/var/run/postgresql",
    ],
)
def test_a_url_may_have_parameters_of_postgresql(query: str) -> None:
    url = f"postgresql://u:p%40@h/d?{query}"
    assert Settings(_env_file=None, database_url=url).database_url.endswith(query)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("pool_size=5", "pool_size"),
        ("channel_binding=require", "channel_binding"),
        ("sslmode=always", "sslmode"),
        ("sslmode=require&sslmode=disable", "sslmode"),
        ("sslmode=verify-full", "sslrootcert"),
        ("sslmode=verify-full&sslrootcert=/no/such/file", "sslrootcert"),
        ("connect_timeout=soon", "connect_timeout"),
    ],
)
def test_an_invalid_parameter_is_named(query: str, name: str) -> None:
    with pytest.raises(ValidationError, match=name) as caught:
        Settings(_env_file=None, database_url=f"postgresql://u:hunter2@h/d?{query}")
    assert "hunter2" not in str(caught.value)
