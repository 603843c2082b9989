"""What the database, readiness and retries have to know of each other."""

from contextvars import ContextVar
from typing import Final

SILENT: Final = "The database does not answer."
NOT_MIGRATED: Final = "The database is not migrated; run: alembic upgrade head"

# Whether the current request has committed: to repeat it could do something twice.
COMMITTED: ContextVar[bool] = ContextVar("committed", default=False)
