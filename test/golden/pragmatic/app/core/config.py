"""Settings from the environment, typed and validated at startup."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, IPvAnyNetwork, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.core.database_url import require_verified_tls, use_async_driver


class Environment(StrEnum):
    """The deployment environment."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"
    TEST = "test"


# Name and version in OpenAPI, the log and `/health`.
PROJECT_NAME = "Shop"
VERSION = "0.1.0"
API_V1_PREFIX = "/api/v1"

# Environments that allow insecure settings.
LOCAL = frozenset({Environment.DEVELOPMENT, Environment.TEST})

# Deployment-specific settings have defaults in local environments only. Elsewhere a missing
# variable stops the start, instead of connecting to the wrong database.
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
    """Split comma-separated text; return any other value unchanged."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


DatabaseUrl = Annotated[str, AfterValidator(use_async_driver)]
TlsUrl = Annotated[str, AfterValidator(require_verified_tls)]
CommaSeparated = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_commas)]
Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(split_commas)]


class Settings(BaseSettings):
    """Settings, read from the environment and then from `.env`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        extra="ignore",
        frozen=True,
        # An invalid value may be a password, and the error message goes to the log.
        hide_input_in_errors=True,
    )

    # Deployment environment: development, staging, production or test.
    environment: Environment = Environment.DEVELOPMENT
    # Database URL, PostgreSQL or SQLite; required outside development.
    database_url: DatabaseUrl = Field(repr=False)
    # Connection pool size of one process; the readiness check uses one more connection.
    database_pool_size: int = Field(default=10, ge=1, le=100)
    # Timeout for getting a connection from the pool, in seconds; then the response is 503.
    database_pool_timeout_seconds: float = Field(default=10, gt=0, le=300)
    # Timeout for opening a connection to PostgreSQL, in seconds.
    database_connect_timeout_seconds: float = Field(default=5, gt=0, le=300)
    # PostgreSQL statement timeout, in seconds; 0 uses the server's setting, e.g. with PgBouncer.
    database_statement_timeout_seconds: float = Field(default=10, ge=0, le=3600)
    # Lock timeout, in seconds; 0 uses the server's setting, e.g. with PgBouncer.
    database_lock_timeout_seconds: float = Field(default=5, ge=0, le=3600)
    # Allowed CORS origins; required outside development, may be empty.
    cors_origins: CommaSeparated
    # Allowed host names of the API; required outside development.
    allowed_hosts: CommaSeparated = Field(min_length=1)
    # Minimum log level.
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    # Maximum size of a request body, in bytes; a route may set its own limit.
    max_body_size: int = Field(default=1_048_576, ge=1024, le=1_073_741_824)
    # Maximum size of a form body, in bytes; a route that accepts files sets its own limit.
    max_form_size: int = Field(default=16_384, ge=1024, le=1_073_741_824)
    # Timeout for receiving a request body, in seconds.
    body_timeout_seconds: float = Field(default=30, gt=0, le=3600)
    # Maximum requests per minute and route, for each user, or each address without a login; 0 disables the limit; required outside development.
    rate_limit_per_minute: int = Field(ge=0, le=1_000_000)
    # Storage of request counters: memory:// for one process, redis://host to share them.
    rate_limit_url: TlsUrl = Field(default="memory://", pattern=r"^(memory|rediss?)://", repr=False)
    # Addresses or networks of proxies whose X-Forwarded-For header is trusted; required outside development, may be empty.
    trusted_proxies: Networks
    # Serve /docs, /redoc and openapi.json; off outside development unless set.
    docs_enabled: bool = False
    # Bearer token for /metrics; outside development /metrics is disabled without one.
    metrics_token: str = Field(default="", repr=False)
    # max-age of the Strict-Transport-Security header, in seconds; one year outside development, 0 omits the header.
    hsts_seconds: int = Field(default=31_536_000, ge=0, le=315_360_000)

    @model_validator(mode="before")
    @classmethod
    def fill_development_defaults(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Add the defaults for local environments."""
        if values.get("environment", Environment.DEVELOPMENT) in LOCAL:
            return DEVELOPMENT_DEFAULTS | values
        return values

    @model_validator(mode="after")
    def refuse_weak_settings(self) -> Self:
        """Refuse insecure settings outside local environments."""
        weak = (
            (
                any(each.prefixlen == 0 for each in self.trusted_proxies),
                "TRUSTED_PROXIES must list your proxies, not all addresses",
            ),
            ("*" in self.allowed_hosts, "ALLOWED_HOSTS must list host names, not *"),
            (
                not {"*", "null"}.isdisjoint(self.cors_origins),
                "CORS_ORIGINS must list origins, not * or null",
            ),
            (
                self.log_level == "DEBUG",
                "LOG_LEVEL must not be DEBUG, which logs the values of SQL statements",
            ),
        )
        faults = [fault for is_weak, fault in weak if is_weak]
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
