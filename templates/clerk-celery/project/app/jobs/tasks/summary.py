"""Summary tasks."""

from app.jobs.work import Work, task
from app.repositories.news_item import NewsItemRepository
from app.schemas.summary import SummaryRequest, SummaryResponse
from app.services.summary import SUMMARY_CREATE
from app.services.summary_writer import SummaryLimits, SummaryWriter


@task(SUMMARY_CREATE, SummaryRequest)
async def create_summary(work: Work, request: SummaryRequest) -> SummaryResponse:
    """Write the summary of a team's news."""
    items = NewsItemRepository(work.session)
    limits = SummaryLimits.of(work.settings)
    return await SummaryWriter(work.unit_of_work, items, work.backends, limits).renew(request)
