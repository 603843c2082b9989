"""Business rules of news: members may read and refresh the news of a team."""

from uuid import UUID

from app.models.base import utc_now
from app.models.user import User
from app.repositories.membership import MembershipRepository
from app.repositories.news_item import NewsItemRepository
from app.repositories.news_source import NewsSourceRepository
from app.schemas.job import JobResponse
from app.schemas.news import NewsPage, NewsQuery, NewsRefreshRequest, TeamNewsQuery
from app.services.access import require_member
from app.services.job import JobService
from app.services.unit_of_work import UnitOfWork

# The kind of job.
NEWS_REFRESH = "news.refresh"


class NewsService:
    """Lists and refreshes the news of a team."""

    def __init__(
        self,
        unit_of_work: UnitOfWork,
        memberships: MembershipRepository,
        sources: NewsSourceRepository,
        items: NewsItemRepository,
        jobs: JobService,
    ) -> None:
        self._unit_of_work = unit_of_work
        self._memberships = memberships
        self._sources = sources
        self._items = items
        self._jobs = jobs

    async def page(self, user: User, team_id: UUID, query: NewsQuery) -> NewsPage:
        """Return one page of a team's news. Raises `NotFoundError` if the user is not in it."""
        await require_member(self._memberships, team_id, user)
        of_team = TeamNewsQuery(**query.model_dump(), team_id=team_id)
        rows, total = await self._items.page(of_team)
        return NewsPage.of(rows, total, of_team)

    async def refresh(self, user: User, team_id: UUID) -> JobResponse:
        """Enqueue a job that reads a team's feeds, unless one is active.

        Raises `NotFoundError` if the user is not in the team, and what `JobService.enqueue` raises.
        """
        await require_member(self._memberships, team_id, user)
        request = NewsRefreshRequest(team_id=team_id, asked_at=utc_now())
        return await self._jobs.enqueue(NEWS_REFRESH, request, user.id, key=refresh_key(team_id))

    async def refresh_all(self) -> int:
        """Enqueue a job for each team that has feeds; return the number of teams.

        The job belongs to the longest-standing owner of the team, because a job needs a user.
        """
        now = utc_now()
        readers = await self._sources.readers()
        for team_id, owner_id in readers:
            request = NewsRefreshRequest(team_id=team_id, asked_at=now)
            await self._jobs.add(NEWS_REFRESH, request, owner_id, key=refresh_key(team_id))
        await self._unit_of_work.commit()
        return len(readers)


def refresh_key(team_id: UUID) -> str:
    """Return the key of the jobs that read a team's feeds."""
    return f"{NEWS_REFRESH}:{team_id}"
