"""Fixtures of the tests of pipelines: real sessions, whose commits other sessions see."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from app.models.rate_slot import RateSlot
from app.models.run import Run
from app.models.run_item import RunItem
from app.utils.database import create_session_factory
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs


@pytest.fixture
async def session_factory(
    engine: AsyncEngine,
) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Yield a factory of real sessions; delete their rows afterwards."""
    async with engine.begin() as connection:
        await connection.run_sync(Article.metadata.create_all)
    factory = create_session_factory(engine)
    yield factory
    async with factory.begin() as session:
        for model in (RunItem, Run, RateSlot):
            await session.execute(delete(model))
    async with engine.begin() as connection:
        await connection.run_sync(Article.metadata.drop_all)


@pytest.fixture
def runs(session_factory: async_sessionmaker[AsyncSession]) -> Runs:
    """Return the runs of a test."""
    return Runs(session_factory)
