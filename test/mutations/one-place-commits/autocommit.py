# Every statement is its own transaction.
# into: app/utils/fast_engine.py
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine


def create_fast_engine(url: str) -> AsyncEngine:
    return create_async_engine(url, isolation_level="AUTOCOMMIT")
