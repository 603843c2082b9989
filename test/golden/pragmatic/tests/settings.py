"""Settings of the test run."""

from app.core.config import Environment, Settings


def make_settings(database_url: str) -> Settings:
    """Return the test settings for a database; `.env` is ignored."""
    return Settings(environment=Environment.TEST, database_url=database_url, _env_file=None)
