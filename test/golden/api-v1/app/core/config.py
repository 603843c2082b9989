"""Settings from the environment, typed and validated at startup."""

import secrets
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    EmailStr,
    Field,
    IPvAnyNetwork,
    model_validator,
)
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
    "rate_limit_url": "memory://",
    "trusted_proxies": "",
    "docs_enabled": "true",
    "hsts_seconds": "0",
    "secret_key": secrets.token_urlsafe(32),
    "token_issuer": "http://localhost:8000",
    "public_url": "http://localhost:3000",
    "smtp_host": "",
    "smtp_from": "noreply@example.com",
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
    # Storage of attempt and request counters: redis://host, or memory:// with SINGLE_PROCESS; required outside development.
    rate_limit_url: TlsUrl = Field(pattern=r"^(memory|rediss?)://", repr=False)
    # Addresses or networks of proxies whose X-Forwarded-For header is trusted; required outside development, may be empty.
    trusted_proxies: Networks
    # Serve /docs, /redoc and openapi.json; off outside development unless set.
    docs_enabled: bool = False
    # Bearer token for /metrics; outside development /metrics is disabled without one.
    metrics_token: str = Field(default="", repr=False)
    # max-age of the Strict-Transport-Security header, in seconds; one year outside development, 0 omits the header.
    hsts_seconds: int = Field(default=31_536_000, ge=0, le=315_360_000)
    # Key that signs tokens, at least 32 random characters; required outside development.
    secret_key: str = Field(min_length=32, repr=False)
    # Issuer (`iss`) of the tokens, different for each deployment; required outside development.
    token_issuer: str = Field(min_length=1)
    # Audience (`aud`) of the tokens: the API that accepts them.
    token_audience: str = Field(default="api", min_length=1)
    # Lifetime of an access token, in minutes.
    access_token_minutes: int = Field(default=15, ge=1, le=1440)
    # Lifetime of a session without a refresh, in days.
    refresh_token_days: int = Field(default=30, ge=1, le=365)
    # Lifetime of a link that confirms an e-mail address, in hours.
    verify_token_hours: int = Field(default=24, ge=1, le=168)
    # Lifetime of a link to set a new password, in minutes.
    reset_token_minutes: int = Field(default=30, ge=1, le=1440)
    # Memory for hashing one password, in KiB.
    argon2_memory: int = Field(default=65_536, ge=32, le=4_194_304)
    # Passes over that memory for hashing one password.
    argon2_passes: int = Field(default=3, ge=1, le=100)
    # Maximum number of passwords that wait for hashing in one process; further requests get 503 with Retry-After.
    hashing_queue: int = Field(default=8, ge=1, le=10_000)
    # Maximum failed logins per window for one account from one network; ten times as many for a network with any account, and for an account from unknown networks.
    login_attempts: int = Field(default=10, ge=1, le=10_000)
    # Length of the window for failed logins, in minutes.
    login_window_minutes: int = Field(default=15, ge=1, le=10_080)
    # Whether only one process runs, so that it can count attempts in memory.
    single_process: bool = False
    # URL of the frontend, for links in mails; required outside development.
    public_url: str = Field(pattern=r"^https?://[^/?#]+$")
    # SMTP server; required outside development, empty to send no mail.
    smtp_host: str
    # Port of the SMTP server.
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    # User name for the SMTP server, if it requires a login.
    smtp_user: str = ""
    # Password for the SMTP server.
    smtp_password: str = Field(default="", repr=False)
    # Whether to encrypt the connection to the SMTP server with STARTTLS.
    smtp_starttls: bool = True
    # Sender address of all mails; required outside development.
    smtp_from: EmailStr

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
            (
                self.has_guessable_key,
                "SECRET_KEY must be random, such as the output of `openssl rand -hex 32`",
            ),
            (not self.public_url.startswith("https://"), "PUBLIC_URL must be https://"),
            (not self.smtp_host, "SMTP_HOST must not be empty: registration sends mail"),
            (
                self.rate_limit_url.startswith("memory://") and not self.single_process,
                "RATE_LIMIT_URL must be redis://host: memory:// needs SINGLE_PROCESS=true",
            ),
        )
        faults = [fault for is_weak, fault in weak if is_weak]
        if faults and self.environment not in LOCAL:
            raise ValueError("; ".join(faults))
        return self

    @property
    def has_guessable_key(self) -> bool:
        """Whether the secret key looks typed: few characters, a sequence of them, or common words."""
        fewest_characters = 10
        words = ("change", "secret", "password", "example")
        key = self.secret_key.lower()
        # A sequence has few distances between neighbours, e.g. `0123456789abcdef`, repeated.
        distances = {ord(after) - ord(before) for before, after in pairwise(key)}
        is_sequence = min(len(set(key)), len(distances)) < fewest_characters
        return is_sequence or any(word in key for word in words)

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
