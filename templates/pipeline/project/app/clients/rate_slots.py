"""Slots that processes share in the database, by its clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from sqlalchemy import Function, SQLColumnExpression, func, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from app.clients.rate_limiter import MemorySlots, RateLimiter, Slots
from app.clients.redis_slots import RedisSlots
from app.config import Settings
from app.models.clock import EpochTime
from app.models.rate_slot import RateSlot
from app.utils.redis_client import create_redis


class DatabaseSlots:
    """Slots in the table `rate_slots`: one statement for each call.

    Args:
        factory: Opens sessions.
    """

    def __init__(self, factory: async_sessionmaker[AsyncSession]) -> None:
        self._factory = factory

    async def reserve(self, service: str, interval: float) -> float:
        """Take the next slot of a service, and return the seconds until it."""
        async with self._transaction() as session:
            at = greatest(session, RateSlot.next_at, EpochTime())
            statement = (
                update(RateSlot)
                .where(RateSlot.service == service)
                .values(next_at=at + interval)
                .returning(RateSlot.next_at - interval - EpochTime())
                .execution_options(synchronize_session=False)
            )
            wait = await session.scalar(statement)
            if wait is None:
                await self._add(session, service)
                wait = await session.scalar(statement)
        return max(0.0, float(wait or 0.0))

    async def delay(self, service: str, seconds: float) -> None:
        """Move the next slot of a service to at least this many seconds from now."""
        async with self._transaction() as session:
            await self._add(session, service)
            at = greatest(session, RateSlot.next_at, EpochTime() + seconds)
            statement = update(RateSlot).where(RateSlot.service == service).values(next_at=at)
            await session.execute(statement.execution_options(synchronize_session=False))

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncSession]:
        async with self._factory.begin() as session:
            if session.get_bind().dialect.name == "postgresql":
                # A slot that a crash of the server loses costs one early call.
                await session.execute(text("SET LOCAL synchronous_commit = off"))
            yield session

    @staticmethod
    async def _add(session: AsyncSession, service: str) -> None:
        is_postgresql = session.get_bind().dialect.name == "postgresql"
        add = postgresql.insert if is_postgresql else sqlite.insert
        values = {"id": uuid4(), "service": service, "next_at": 0.0}
        await session.execute(add(RateSlot).values(values).on_conflict_do_nothing())


def greatest(session: AsyncSession, *values: SQLColumnExpression[float]) -> Function[float]:
    """Return the greatest of some columns or expressions, in the words of the database."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    return func.greatest(*values) if is_postgresql else func.max(*values)


def create_rate_limiter(
    settings: Settings, factory: async_sessionmaker[AsyncSession]
) -> RateLimiter:
    """Return the rate limiter of the settings: with the database unless a URL is set."""
    url = settings.rate_limits_url
    slots: Slots = DatabaseSlots(factory)
    if url.startswith("redis"):
        slots = RedisSlots(create_redis(url))
    elif url.startswith("memory"):
        slots = MemorySlots()
    return RateLimiter(settings.rate_limits, slots)
