"""Every value that the environment may set, typed, and checked when the application starts."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, IPvAnyNetwork, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.database_url import use_async_driver


class Environment(StrEnum):
    """Where the application runs."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"
    TEST = "test"


# What the contract, the log and `/health` call the application.
PROJECT_NAME = "Shop"
VERSION = "0.1.0"

# Where settings may be weak: on a developer's machine, and in tests.
LOCAL = frozenset({Environment.DEVELOPMENT, Environment.TEST})

# What differs from one deployment to the next has a default on a developer's machine only:
# elsewhere a forgotten variable must stop the start, not reach the wrong database.
DEVELOPMENT_DEFAULTS: dict[str, Any] = {
    "database_url": "sqlite+aiosqlite:///./shop.db",
    "cors_origins": "http://localhost:3000,http://localhost:5173",
    "allowed_hosts": "*",
    "rate_limit_per_minute": "0",
    "trusted_proxies": "",
    "docs_enabled": "true",
    "hsts_seconds": "0",
}


def split_commas(value: object) -> object:
    """Return the parts of a comma-separated text; anything else unchanged."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


DatabaseUrl = Annotated[str, AfterValidator(use_async_driver)]
CommaSeparated = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_commas)]
Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(split_commas)]


class Settings(BaseSettings):
    """The settings, read from the environment and then from `.env`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        frozen=True,
        # The input of a failed validation may be a password, and the message goes to the log.
        hide_input_in_errors=True,
    )

    # Where the application runs: development, staging, production or test.
    environment: Environment = Environment.DEVELOPMENT
    # The database, PostgreSQL or SQLite; required outside development.
    database_url: DatabaseUrl = Field(repr=False)
    # Connections that one process keeps open for requests; readiness has one more.
    database_pool_size: int = Field(default=10, ge=1, le=100)
    # Seconds that a request waits for a free connection, before it is answered 503.
    database_pool_timeout_seconds: float = Field(default=10, gt=0, le=300)
    # Seconds that a new connection to PostgreSQL may take.
    database_connect_timeout_seconds: float = Field(default=5, gt=0, le=300)
    # Seconds that a statement may take on PostgreSQL; 0 for the server's own limit, e.g. behind PgBouncer.
    database_statement_timeout_seconds: float = Field(default=10, ge=0, le=3600)
    # Seconds that a statement waits for a lock; 0 for the server's own limit, e.g. behind PgBouncer.
    database_lock_timeout_seconds: float = Field(default=5, ge=0, le=3600)
    # Browser origins that may call the API; required outside development, may be empty.
    cors_origins: CommaSeparated
    # Host names that the API answers to; required outside development.
    allowed_hosts: CommaSeparated = Field(min_length=1)
    # The least severe log record that is written.
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    # The largest request body, in bytes; a route may set its own limit.
    max_body_size: int = Field(default=1_048_576, ge=1024)
    # The largest request body that is a form, in bytes; a route that takes files sets its own limit.
    max_form_size: int = Field(default=16_384, ge=1024)
    # How long a client may take to send a request body, in seconds.
    body_timeout_seconds: float = Field(default=30, gt=0)
    # Requests a minute to one route, by one user or from one address if nobody is logged in; 0 for no limit; required outside development.
    rate_limit_per_minute: int = Field(ge=0)
    # Where requests are counted: memory:// for one process, redis://host for all of them.
    rate_limit_url: str = Field(default="memory://", pattern=r"^(memory|rediss?)://", repr=False)
    # Addresses or networks of the proxies that name the client in X-Forwarded-For; required outside development, may be empty.
    trusted_proxies: Networks
    # Serve /docs, /redoc and openapi.json; off outside development unless set.
    docs_enabled: bool = False
    # The bearer token that reads /metrics; outside development nobody can read them without one.
    metrics_token: str = Field(default="", repr=False)
    # How long browsers use HTTPS only, after a response over HTTPS; a year outside development, 0 to leave the header out.
    hsts_seconds: int = Field(default=31_536_000, ge=0)

    @model_validator(mode="before")
    @classmethod
    def fill_development_defaults(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values completed with the defaults that hold on a developer's machine."""
        if values.get("environment", Environment.DEVELOPMENT) in LOCAL:
            return DEVELOPMENT_DEFAULTS | values
        return values

    @model_validator(mode="after")
    def refuse_weak_settings(self) -> Self:
        """Refuse, outside development, what is safe on a developer's machine only."""
        weak = {
            "ALLOWED_HOSTS must list host names, not *": "*" in self.allowed_hosts,
            "CORS_ORIGINS must list origins, not *": "*" in self.cors_origins,
            "LOG_LEVEL must not be DEBUG, which logs the values of SQL statements": self.log_level
            == "DEBUG",
        }
        faults = [fault for fault, is_true in weak.items() if is_true]
        if faults and self.environment not in LOCAL:
            raise ValueError("; ".join(faults))
        return self

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.database_url.startswith("sqlite")


@lru_cache
def get_settings() -> Settings:
    """Return the settings, which are read once.

    Raises:
        pydantic.ValidationError: if the environment lacks a setting or holds a wrong one.
    """
    return Settings()
