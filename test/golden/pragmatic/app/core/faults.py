"""Messages and state shared by `database`, `readiness` and `retries`."""

from contextvars import ContextVar
from typing import Final

SILENT: Final = "The database does not answer."
NOT_MIGRATED: Final = "The database is not migrated; run: alembic upgrade head"

# Whether the current request has committed; if so, a retry could apply a change twice.
COMMITTED: ContextVar[bool] = ContextVar("committed", default=False)
