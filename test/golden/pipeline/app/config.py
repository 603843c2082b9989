"""Settings from the environment, typed and validated at startup."""

from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, IPvAnyNetwork, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.database_url import require_verified_tls, use_async_driver
from app.rate_limits import DEFAULT_RATE_LIMITS, RateLimits


class Environment(StrEnum):
    """The deployment environment."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"
    TEST = "test"


# Name and version in OpenAPI, the log and `/health`.
PROJECT_NAME = "Shop"
VERSION = "0.1.0"

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
    "llm_provider": "fake",
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
    # Redis URL that processes share cache and events with; empty keeps them in this process.
    redis_url: TlsUrl = Field(default="", pattern=r"^(rediss?://.+)?$", repr=False)
    # The language model: fake (costs nothing), openai, anthropic or compatible; required outside development.
    llm_provider: Literal["fake", "openai", "anthropic", "compatible"]
    # The provider to use when that one fails; empty for none.
    llm_fallback: Literal["", "fake", "openai", "anthropic", "compatible"] = ""
    # Timeout of one attempt, in seconds.
    llm_attempt_seconds: float = Field(default=20, gt=0, le=600)
    # Maximum pause of a model within a response, in seconds.
    llm_idle_seconds: float = Field(default=5, gt=0, le=600)
    # Token budget per window, shared by all processes with REDIS_URL, per process without.
    llm_budget_tokens: int = Field(default=1_000_000, ge=1, le=1_000_000_000_000)
    # Token budget per window of one team.
    llm_team_budget_tokens: int = Field(default=200_000, ge=1, le=1_000_000_000_000)
    # Length of the budget window, in minutes.
    llm_budget_minutes: int = Field(default=60, ge=1, le=44_640)
    # API key of OpenAI, if it is a provider.
    openai_api_key: str = Field(default="", repr=False)
    # Model to use at OpenAI.
    openai_model: str = ""
    # API key of Anthropic, if it is a provider.
    anthropic_api_key: str = Field(default="", repr=False)
    # Model to use at Anthropic.
    anthropic_model: str = ""
    # Base URL of a server with an OpenAI-compatible API, e.g. http://localhost:11434/v1.
    compatible_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    # API key of that server, if it requires one.
    compatible_api_key: str = Field(default="", repr=False)
    # Model to use at that server.
    compatible_model: str = ""
    # Where pipelines run: in the application, or in separate worker processes.
    pipeline_runs: Literal["embedded", "worker"] = "embedded"
    # How long an item stays with a process that has stopped, in seconds.
    pipeline_lease_seconds: float = Field(default=60, ge=1, le=3600)
    # Interval at which processes look for due items and cancelled runs, in seconds.
    pipeline_poll_seconds: float = Field(default=1, ge=0.05, le=60)
    # How long a process may finish its items at shutdown, in seconds; then it gives them back.
    pipeline_grace_seconds: float = Field(default=20, ge=0, le=3600)
    # Longest wait after the first failure of an item, in seconds; it doubles with each failure.
    pipeline_backoff_seconds: float = Field(default=5, gt=0, le=600)
    # How long finished runs are kept, in days.
    pipeline_keep_days: int = Field(default=30, ge=1, le=3650)
    # Collect garbage after each claim; it stops the event loop for up to 0.2 seconds.
    pipeline_gc: bool = False
    # Port of the metrics of a worker process; 0 for none.
    pipeline_metrics_port: int = Field(default=0, ge=0, le=65_535)
    # Interval between two calls to a service, in seconds, over all processes.
    rate_limits: RateLimits = Field(default=DEFAULT_RATE_LIMITS)
    # Where processes share these intervals: empty for the database, redis://host, or memory:// for one process.
    rate_limits_url: TlsUrl = Field(default="", pattern=r"^(memory://|rediss?://.+)?$", repr=False)

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
