# A repository may know its driver; whoever has a module of such a name knows none.
# into: app/repositories/codes.py
"""What the database says of itself."""

import sqlite3

UNIQUE = sqlite3.SQLITE_CONSTRAINT_UNIQUE
# into: app/utils/sqlite3_notes.py
"""Notes about a database."""

PAGE_BYTES = 4096
# into: app/services/noting.py
"""What is known of the database's file."""

from app.utils import sqlite3_notes


def pages(asyncpg: int) -> int:
    """Return how many pages there are."""
    return asyncpg // sqlite3_notes.PAGE_BYTES
