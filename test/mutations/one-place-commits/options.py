# Options in a dictionary.
# into: app/utils/fast_engine.py
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def create_fast_engine(url: str) -> AsyncEngine:
    return create_async_engine(url, execution_options={"isolation_level": "AUTOCOMMIT"})
