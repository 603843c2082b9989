"""Every value that the environment may set, typed, and checked when the application starts."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator
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
