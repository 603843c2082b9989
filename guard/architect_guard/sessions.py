"""Sessions and connections of database libraries, by the full names of their classes."""

DATABASE = ("sqlalchemy.", "sqlmodel.", "asyncpg.", "aiosqlite.")
SESSIONS = frozenset(
    {
        *("AsyncConnection", "AsyncEngine", "AsyncSession", "Connection", "Engine", "Session"),
        *("async_scoped_session", "async_sessionmaker", "scoped_session", "sessionmaker"),
    }
)


# Methods of these that return one of these.
OPENING = frozenset({"begin", "begin_nested", "connect", "connection", "execution_options"})


def is_session(name: str) -> bool:
    """Return whether a full name is a session, a connection or what opens one."""
    owner, _, last = name.rpartition(".")
    if last in OPENING:
        return is_session(owner)
    return name.startswith(DATABASE) and last in SESSIONS
