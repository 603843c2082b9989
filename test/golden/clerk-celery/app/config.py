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
    "clerk_issuer": "http://localhost:8100",
    "clerk_authorized_parties": "http://localhost:3000,http://localhost:5173",
    "clerk_webhook_secret": "",
    "celery_broker_url": "",
    "llm_provider": "fake",
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
    # Who issues session tokens: the Frontend API URL of the Clerk instance; required outside development.
    clerk_issuer: str = Field(pattern=r"^https?://[^/?#]+$")
    # Where the issuer's public keys are; empty for /.well-known/jwks.json of the issuer.
    clerk_jwks_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    # Origins of the frontends whose tokens are accepted (the claim azp); required outside development.
    clerk_authorized_parties: CommaSeparated = Field(min_length=1)
    # The signing secret of Clerk's webhooks, whsec_…; required outside development, empty to refuse them all.
    clerk_webhook_secret: str = Field(pattern=r"^(whsec_[A-Za-z0-9+/]{32,}={0,2})?$", repr=False)
    # The Redis that Celery's workers listen to; required outside development, empty to do jobs in this process.
    celery_broker_url: str = Field(pattern=r"^(rediss?://.*)?$", repr=False)
    # How long a job may take; it is cancelled then, and fails.
    job_time_limit_seconds: int = Field(default=300, ge=1, le=86_400)
    # How long after that a worker is killed that does not listen; another may have the job after twice as long.
    job_grace_seconds: int = Field(default=30, ge=1, le=3600)
    # How often a job is tried, if its errors are such that trying again may help.
    job_max_attempts: int = Field(default=5, ge=1, le=100)
    # How long a job that is over is kept, and its result with it.
    job_keep_hours: int = Field(default=168, ge=1)
    # How often jobs are sent that are due for another attempt, or did not reach a worker.
    job_relay_seconds: int = Field(default=10, ge=1, le=3600)
    # How often jobs and receipts of webhooks are deleted that are kept no longer.
    job_cleaning_seconds: int = Field(default=3600, ge=1)
    # How many rows an export has at most.
    export_max_rows: int = Field(default=10_000, ge=1)
    # How large an export is at most, in bytes.
    export_max_bytes: int = Field(default=5_242_880, ge=1024)
    # Where processes share cache and events, such as redis://host; empty keeps them in this process.
    redis_url: str = Field(default="", pattern=r"^(rediss?://.+)?$", repr=False)
    # How many sockets a user may have in one process.
    sockets_per_user: int = Field(default=20, ge=1)
    # The language model: fake (costs nothing), openai, anthropic or compatible; required outside development.
    llm_provider: Literal["fake", "openai", "anthropic", "compatible"]
    # Who is asked when that one fails; empty for nobody.
    llm_fallback: Literal["", "fake", "openai", "anthropic", "compatible"] = ""
    # How long one attempt to get an answer may take.
    llm_attempt_seconds: float = Field(default=20, gt=0, le=600)
    # How long a model may be silent in the middle of an answer.
    llm_idle_seconds: float = Field(default=5, gt=0, le=600)
    # How many tokens one process may spend in a window.
    llm_budget_tokens: int = Field(default=1_000_000, ge=1)
    # How long such a window is, in minutes.
    llm_budget_minutes: int = Field(default=60, ge=1)
    # The key of OpenAI, if it is a provider.
    openai_api_key: str = Field(default="", repr=False)
    # The model to ask there.
    openai_model: str = ""
    # The key of Anthropic, if it is a provider.
    anthropic_api_key: str = Field(default="", repr=False)
    # The model to ask there.
    anthropic_model: str = ""
    # Where another server speaks OpenAI's language, such as http://localhost:11434/v1.
    compatible_url: str = Field(default="", pattern=r"^(https?://.+)?$")
    # The key of that server, if it asks for one.
    compatible_api_key: str = Field(default="", repr=False)
    # The model to ask there.
    compatible_model: str = ""
    # How often the feeds of all teams are read.
    news_refresh_minutes: int = Field(default=30, ge=1, le=10_080)
    # How many feeds a team reads at most.
    news_max_sources: int = Field(default=20, ge=1, le=100)
    # How many of the newest items of a feed are kept.
    news_keep_items: int = Field(default=200, ge=1, le=1000)
    # How many of the newest items a summary is about.
    summary_items: int = Field(default=20, ge=1, le=100)
    # How long a request waits for a summary.
    summary_seconds: float = Field(default=1.5, gt=0, le=60)
    # How long a job waits for one.
    summary_job_seconds: float = Field(default=60, gt=0, le=600)
    # How long a summary is kept, if nothing happens.
    summary_keep_seconds: int = Field(default=3600, ge=1)

    @model_validator(mode="before")
    @classmethod
    def fill_development_defaults(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Return the values completed with the defaults that hold on a developer's machine."""
        local = {Environment.DEVELOPMENT, Environment.TEST}
        if values.get("environment", Environment.DEVELOPMENT) in local:
            return DEVELOPMENT_DEFAULTS | values
        return values

    @model_validator(mode="after")
    def refuse_local_issuers(self) -> "Settings":
        """Refuse, outside development, an issuer that anybody on the way could pretend to be.

        The issuer of development tokens speaks plain HTTP, so this keeps it out of a deployment.
        """
        local = self.environment in {Environment.DEVELOPMENT, Environment.TEST}
        if not local and not self.clerk_issuer.startswith("https://"):
            raise ValueError("CLERK_ISSUER must be https:// outside development")
        if not local and not self.keys_url.startswith("https://"):
            raise ValueError("CLERK_JWKS_URL must be https:// outside development")
        if not local and not self.clerk_webhook_secret:
            raise ValueError("CLERK_WEBHOOK_SECRET must not be empty outside development")
        return self

    @property
    def keys_url(self) -> str:
        """Where the public keys of the issuer are."""
        return self.clerk_jwks_url or f"{self.clerk_issuer}/.well-known/jwks.json"

    @property
    def uses_sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.database_url.startswith("sqlite")
