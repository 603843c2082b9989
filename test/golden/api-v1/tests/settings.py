"""The settings of a test run, whoever makes an application in it."""

from app.core.config import Environment, Settings


def make_settings(database_url: str) -> Settings:
    """Return the settings for a database; what a developer's `.env` says does not count."""
    return Settings(
        environment=Environment.TEST,
        database_url=database_url,
        argon2_memory=32,
        argon2_passes=1,
        _env_file=None,
    )
