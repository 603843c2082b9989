"""Works on rows that need no work: `pipeline.py WAY ITEMS BATCH`; prints CPU per item and growth.

`bare` gathers the work in batches and stores nothing. `runner` is the runner of the project. `simple`
is what examples show: select a batch, gather it, and store each result in a transaction of its own.
"""

import asyncio
import gc
import json
import os
import sys
import time
from pathlib import Path

import structlog
from app.clients.tools import Tools
from app.config import Settings
from app.models import Base
from app.utils.database import create_engine, create_session_factory
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from tests.pipeline.articles import ArticleResult, Throwaway
from tests.pipeline.articles import ThrowawayArticle as Article
from tests.pipeline.runs import Runs
from tests.pipeline.working import OVER, make_runner

CHUNK = 1000
LOOK_SECONDS = 0.05
RESULT = ArticleResult(summary="the same for all")

Factory = async_sessionmaker[AsyncSession]


async def work(article: Article | None, tools: Tools | None) -> ArticleResult:
    """Return a result at once."""
    del article, tools
    return RESULT


async def bare(items: int, batch: int) -> None:
    """Gather batches of work, and keep nothing."""
    for _ in range(0, items, batch):
        await asyncio.gather(*(work(None, None) for _ in range(batch)))


async def simple(factory: Factory, batch: int) -> None:
    """Select a batch, gather it, and store each result by itself, until nothing is left."""
    while True:
        async with factory() as session:
            missing = select(Article).where(Article.summary.is_(None)).limit(batch)
            articles = (await session.scalars(missing)).all()
        if not articles:
            return
        found = await asyncio.gather(*(work(each, None) for each in articles))
        for article, result in zip(articles, found, strict=True):
            async with factory.begin() as session:
                change = update(Article).where(Article.id == article.id)
                await session.execute(change.values(summary=result.summary))


async def runner(runs: Runs, settings: Settings, batch: int) -> None:
    """Run the runner of the project until the run is over."""
    run = await runs.start(batch_size=batch)
    own = make_runner(runs, settings, work, pipeline_poll_seconds=1.0)
    task = asyncio.create_task(own.run())
    while (await runs.get(run.id)).status not in OVER:
        await asyncio.sleep(LOOK_SECONDS)
    own.stop()
    await task


def resident() -> float:
    """Return the resident memory of the process in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def main(way: str, items: int, batch: int) -> None:
    """Prepare the tables, work in one way, and print what it took."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    settings = Settings(_env_file=None)
    engine = create_engine(settings)
    factory = create_session_factory(engine)
    async with engine.begin() as connection:
        for metadata in (Throwaway.metadata, Base.metadata):
            await connection.run_sync(metadata.drop_all)
            await connection.run_sync(metadata.create_all)
    runs = Runs(factory)
    for _ in range(0, items if way != "bare" else 0, CHUNK):
        await runs.add_articles(min(CHUNK, items))
    gc.collect()
    memory, began = resident(), time.process_time()
    if way == "bare":
        await bare(items, batch)
    elif way == "simple":
        await simple(factory, batch)
    else:
        await runner(runs, settings, batch)
    spent = time.process_time() - began
    async with factory() as session:
        stored = await session.scalar(select(func.count()).where(Article.summary.is_not(None)))
    print(
        json.dumps(
            {
                "micros": spent / items * 1e6,
                "megabytes": resident() - memory,
                "stored": stored,
            }
        )
    )
    await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
