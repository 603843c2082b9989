"""Every value that the environment may set, typed, and checked when the application starts."""

import secrets
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, EmailStr, Field, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Environment(StrEnum):
    """Where the application runs."""

    DEVELOPMENT = "development"
    STAGING = "staging"
    PRODUCTION = "production"
    TEST = "test"


# What the contract, the log and `/health` call the application.
PROJECT_NAME = "Shop"
VERSION = "0.1.0"
API_V1_PREFIX = "/api/v1"

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
    # The key that signs tokens, at least 32 random characters; required outside development.
    secret_key: str = Field(min_length=32, repr=False)
    # How long an access token is good, in minutes.
    access_token_minutes: int = Field(default=15, ge=1, le=1440)
    # How long a login lasts that nobody uses, in days.
    refresh_token_days: int = Field(default=30, ge=1, le=365)
    # How long the link to verify an address is good, in hours.
    verify_token_hours: int = Field(default=24, ge=1, le=168)
    # How long the link to set a new password is good, in minutes.
    reset_token_minutes: int = Field(default=30, ge=1, le=1440)
    # What hashing one password takes, in KiB of memory.
    argon2_memory: int = Field(default=65_536, ge=32)
    # How often hashing a password goes over that memory.
    argon2_passes: int = Field(default=3, ge=1)
    # How often one account may be tried in a window; one address may ten times as often.
    login_attempts: int = Field(default=10, ge=1)
    # How long such a window is, in minutes.
    login_window_minutes: int = Field(default=15, ge=1)
    # Where attempts are counted: memory:// for one process, redis://host for all of them.
    rate_limit_url: str = Field(default="memory://", pattern=r"^(memory|rediss?)://", repr=False)
    # Where people open the links in mails; required outside development.
    public_url: str = Field(pattern=r"^https?://[^/?#]+$")
    # The server that sends mail; required outside development, empty to send none.
    smtp_host: str
    # The port of the mail server.
    smtp_port: int = Field(default=587, ge=1, le=65_535)
    # The name to log in to the mail server with, if it asks for one.
    smtp_user: str = ""
    # The password to log in to the mail server with.
    smtp_password: str = Field(default="", repr=False)
    # Whether the connection to the mail server is encrypted, with STARTTLS.
    smtp_starttls: bool = True
    # The sender of every mail; required outside development.
    smtp_from: EmailStr

    @model_validator(mode="before")
    @classmethod
    def fill_development_defaults(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values completed with the defaults that hold on a developer's machine."""
        local = {Environment.DEVELOPMENT, Environment.TEST}
        if values.get("environment", Environment.DEVELOPMENT) in local:
            return DEVELOPMENT_DEFAULTS | values
        return values

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.database_url.startswith("sqlite")
