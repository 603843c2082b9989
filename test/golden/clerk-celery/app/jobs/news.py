"""Refreshes the news of all teams periodically."""

import structlog

from app.jobs.worker import Worker
from app.repositories.job import JobRepository
from app.repositories.membership import MembershipRepository
from app.repositories.news_item import NewsItemRepository
from app.repositories.news_source import NewsSourceRepository
from app.repositories.unit_of_work import SqlUnitOfWork
from app.services.job import JobService
from app.services.news import NewsService

logger = structlog.get_logger(__name__)


async def refresh_all_news(worker: Worker) -> None:
    """Enqueue a job for each team that has feeds."""
    async with worker.sessions() as session:
        unit_of_work = SqlUnitOfWork(session)
        service = NewsService(
            unit_of_work,
            MembershipRepository(session),
            NewsSourceRepository(session),
            NewsItemRepository(session),
            JobService(unit_of_work, JobRepository(session), worker.backends.queue, worker.limits),
        )
        count = await service.refresh_all()
    if count:
        logger.info("news refresh enqueued", teams=count)
