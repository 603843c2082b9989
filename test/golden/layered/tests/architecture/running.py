"""The application that the rules about routes ask, made as the tests make theirs."""

from app.main import create_app
from tests.architecture.rule import ROUTES, Finding, all_rules
from tests.settings import make_settings

# Nobody opens it: an application has its routes before it starts.
DATABASE_URL = "sqlite+aiosqlite://"


def route_findings() -> list[Finding]:
    """Make the application, and return what its routes lack."""
    application = create_app(make_settings(DATABASE_URL))
    return [found for rule in all_rules(ROUTES) for found in rule.findings(application)]
