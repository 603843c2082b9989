"""Settings of the test run."""

from app.config import Environment, Settings
from tests.clerk import WEBHOOK_SECRET


def make_settings(database_url: str) -> Settings:
    """Return the test settings for a database; `.env` is ignored."""
    return Settings(
        environment=Environment.TEST,
        database_url=database_url,
        clerk_webhook_secret=WEBHOOK_SECRET,
        _env_file=None,
    )
