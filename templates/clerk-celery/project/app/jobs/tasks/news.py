"""News tasks."""

from app.jobs.work import Work, task
from app.repositories.news_item import NewsItemRepository
from app.repositories.news_source import NewsSourceRepository
from app.schemas.news import NewsRefreshRequest, NewsRefreshResult
from app.services.news import NEWS_REFRESH
from app.services.news_refresh import NewsRefreshService


@task(NEWS_REFRESH, NewsRefreshRequest)
async def refresh_news(work: Work, request: NewsRefreshRequest) -> NewsRefreshResult:
    """Read the feeds of a team."""
    service = NewsRefreshService(
        work.unit_of_work,
        NewsSourceRepository(work.session),
        NewsItemRepository(work.session),
        work.backends,
        keep=work.settings.news_keep_items,
    )
    return await service.refresh(request)
