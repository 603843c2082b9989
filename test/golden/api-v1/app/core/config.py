"""Every value that the environment may set, typed, and checked when the application starts."""

import secrets
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    EmailStr,
    Field,
    IPvAnyNetwork,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Environment(StrEnum):
    """Where the application runs."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"
    TEST = "test"


ASYNC_DRIVERS = {
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
}

# What differs from one deployment to the next has a default on a developer's machine only:
# elsewhere a forgotten variable must stop the start, not reach the wrong database.
DEVELOPMENT_DEFAULTS: dict[str, Any] = {
    "database_url": "sqlite+aiosqlite:///./shop.db",
    "cors_origins": "http://localhost:3000,http://localhost:5173",
    "allowed_hosts": "*",
    "secret_key": secrets.token_urlsafe(32),
    "token_issuer": "http://localhost:8000",
    "rate_limit_url": "memory://",
    "public_url": "http://localhost:3000",
    "smtp_host": "",
    "smtp_from": "noreply@example.com",
}


def split_commas(value: object) -> object:
    """Return the parts of a comma-separated text; anything else unchanged."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


def use_async_driver(url: str) -> str:
    """Return the URL with the asynchronous driver for its database.

    Hosting platforms hand out `postgres://…`, which names a blocking driver or none.

    Raises:
        ValueError: if the database is neither PostgreSQL nor SQLite.
    """
    scheme, separator, rest = url.partition("://")
    driver = ASYNC_DRIVERS.get(scheme)
    if driver is None or not separator:
        raise ValueError("expected postgresql://user:password@host/name or sqlite:///./file.db")
    return f"{driver}://{rest}"


DatabaseUrl = Annotated[str, AfterValidator(use_async_driver)]
CommaSeparated = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split_commas)]


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
    # Connections that one process keeps open to PostgreSQL.
    database_pool_size: int = Field(default=10, ge=1, le=100)
    # Browser origins that may call the API; required outside development, may be empty.
    cors_origins: CommaSeparated
    # Host names that the API answers to; required outside development.
    allowed_hosts: CommaSeparated = Field(min_length=1)
    # The least severe log record that is written.
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    # The largest request body that is read, in bytes.
    max_body_size: int = Field(default=1_048_576, ge=1024)
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
    argon2_memory: int = Field(default=65_536, ge=32)
    # Passes over that memory for hashing one password.
    argon2_passes: int = Field(default=3, ge=1)
    # Passwords that may wait for hashing in one process; more get 503 with Retry-After.
    hashing_queue: int = Field(default=8, ge=1)
    # Failed logins per window for one account from one network; a network with any account, and an account from unknown networks, may fail ten times as often.
    login_attempts: int = Field(default=10, ge=1)
    # Length of such a window, in minutes.
    login_window_minutes: int = Field(default=15, ge=1)
    # Store of the counters of attempts, redis://host, or memory:// with SINGLE_PROCESS; required outside development.
    rate_limit_url: str = Field(pattern=r"^(memory|rediss?)://", repr=False)
    # Whether only one process runs, so that it may count attempts in its own memory.
    single_process: bool = False
    # Addresses or networks of proxies whose X-Forwarded-For is trusted, separated by commas.
    trusted_proxies: Annotated[
        tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(split_commas)
    ] = ()
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
        """Return the values completed with the defaults that hold on a developer's machine."""
        local = {Environment.DEVELOPMENT, Environment.TEST}
        if values.get("environment", Environment.DEVELOPMENT) in local:
            return DEVELOPMENT_DEFAULTS | values
        return values

    @model_validator(mode="after")
    def require_shared_counters(self) -> "Settings":
        """Refuse, outside development, counters of attempts that each process keeps for itself."""
        local = self.environment in {Environment.DEVELOPMENT, Environment.TEST}
        in_memory = self.rate_limit_url.startswith("memory://")
        if in_memory and not local and not self.single_process:
            raise ValueError(
                "RATE_LIMIT_URL=memory:// counts attempts in each process: set redis://host, or"
                " SINGLE_PROCESS=true if only one process runs"
            )
        return self

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.database_url.startswith("sqlite")
