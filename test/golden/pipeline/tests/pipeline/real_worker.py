"""A worker process for tests: `python -m tests.pipeline.real_worker`."""

import asyncio
import os
import signal
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.clients.tools import Tools
from app.config import get_settings
from app.pipeline.worker import work
from app.utils.logging import configure_logging
from tests.pipeline.articles import ARTICLES, ArticleResult
from tests.pipeline.articles import ThrowawayArticle as Article

POISON = "poison"
ENDLESS = "endless"
SAVED = "saved."


async def process(article: Article, _tools: Tools) -> ArticleResult:
    """Work for some milliseconds, for ever, or until the process is killed."""
    if article.body == POISON:
        os.kill(os.getpid(), signal.SIGKILL)
    if article.body == ENDLESS:
        await asyncio.Event().wait()
    await asyncio.sleep(float(article.body))
    return ArticleResult(summary=SAVED)


async def save(session: AsyncSession, key: UUID, result: ArticleResult) -> None:
    """Append the result, so that saving it twice is noticed."""
    summary = func.coalesce(Article.summary, "") + result.summary
    await session.execute(update(Article).where(Article.id == key).values(summary=summary))


if __name__ == "__main__":
    settings = get_settings()
    configure_logging(settings)
    asyncio.run(work(settings, {"articles": replace(ARTICLES, process=process, save=save)}))
