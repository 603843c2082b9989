"""Sessions and connections of database libraries, by the full names of their classes."""

DATABASE = ("sqlalchemy.", "sqlmodel.", "asyncpg.", "aiosqlite.")
SESSIONS = frozenset(
    {
        *("AsyncConnection", "AsyncEngine", "AsyncSession", "Connection", "Engine", "Session"),
        *("async_scoped_session", "async_sessionmaker", "scoped_session", "sessionmaker"),
    }
)


def is_session(name: str) -> bool:
    """Return whether a full name is a session, a connection or what opens one."""
    return name.startswith(DATABASE) and name.rpartition(".")[2] in SESSIONS
