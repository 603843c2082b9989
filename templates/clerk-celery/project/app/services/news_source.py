"""Business rules of a team's feeds: owners manage them, up to a limit."""

from functools import partial
from uuid import UUID

from app.cache.read_through import Cache
from app.clients.feeds import FeedReader
from app.clients.fetch import UnsafeUrlError
from app.models.news_source import NewsSource
from app.models.user import User
from app.repositories.membership import MembershipRepository
from app.repositories.news_source import NewsSourceRepository
from app.repositories.team import TeamRepository
from app.schemas.news import (
    NewsSourceCreate,
    NewsSourcePage,
    NewsSourceQuery,
    NewsSourceResponse,
    TeamNewsSourceQuery,
)
from app.services.access import require_member, require_owner
from app.services.summary_writer import summary_key
from app.services.unit_of_work import Outbox
from app.utils.exceptions import ConflictError, NotFoundError
from app.utils.news_errors import UnreadableUrlError


class NewsSourceService:
    """Lists, adds and deletes the feeds of a team."""

    def __init__(
        self,
        outbox: Outbox,
        teams: TeamRepository,
        memberships: MembershipRepository,
        sources: NewsSourceRepository,
        cache: Cache,
        feeds: FeedReader,
        *,
        most: int,
    ) -> None:
        self._outbox = outbox
        self._teams = teams
        self._memberships = memberships
        self._sources = sources
        self._cache = cache
        self._feeds = feeds
        self._most = most

    async def page(self, user: User, team_id: UUID, query: NewsSourceQuery) -> NewsSourcePage:
        """Return one page of a team's feeds. Raises `NotFoundError` if the user is not in it."""
        await require_member(self._memberships, team_id, user)
        of_team = TeamNewsSourceQuery(**query.model_dump(), team_id=team_id)
        rows, total = await self._sources.page(of_team)
        return NewsSourcePage.of(rows, total, of_team)

    async def create(
        self, user: User, team_id: UUID, payload: NewsSourceCreate
    ) -> NewsSourceResponse:
        """Add a feed to a team; the next refresh fetches it.

        Raises `NotFoundError` if the user is not in the team, `ForbiddenError` if they do not own
        it, `ConflictError` if the team already has the feed, or has too many feeds, and
        `UnreadableUrlError` if the URL must not be fetched.
        """
        await require_owner(self._memberships, team_id, user)
        # Return the connection to the pool while the host name is resolved.
        await self._outbox.commit()
        await self._require_readable(payload.url)
        # Lock the team, so that concurrent requests count each other's feeds.
        await self._teams.lock(team_id, user.id)
        await require_owner(self._memberships, team_id, user)
        if await self._sources.count(team_id) >= self._most:
            raise ConflictError(f"at most {self._most} feeds per team")
        source = await self._sources.add(NewsSource(team_id=team_id, **payload.model_dump()))
        await self._outbox.commit()
        return NewsSourceResponse.model_validate(source)

    async def delete(self, user: User, team_id: UUID, source_id: UUID) -> None:
        """Delete a feed of a team, and its news items.

        Raises `NotFoundError` if there is no such team or feed, `ForbiddenError` if the user does
        not own the team.
        """
        await self._teams.lock(team_id, user.id)
        await require_owner(self._memberships, team_id, user)
        source = await self._sources.find(team_id, source_id)
        if source is None:
            raise NotFoundError("feed not found", resource="news_source", key=source_id)
        await self._sources.delete(source)
        # Other feeds may contain the deleted items, so read them in full the next time.
        await self._sources.forget_versions(team_id)
        self._outbox.after_commit(partial(self._cache.delete, summary_key(team_id)))
        await self._outbox.commit()

    async def _require_readable(self, url: str) -> None:
        """Raise `UnreadableUrlError` if the URL must not be fetched, e.g. in a private network."""
        try:
            await self._feeds.check(url)
        except UnsafeUrlError as error:
            raise UnreadableUrlError(f"The URL cannot be read: {error}.", field="url") from None
