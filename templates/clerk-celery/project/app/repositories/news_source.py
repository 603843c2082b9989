"""Queries for teams' feeds."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import func, or_, select, update

from app.enums import TeamRole
from app.models.membership import Membership
from app.models.news_item import NewsItem
from app.models.news_source import MAX_FAULT_LENGTH, NewsSource
from app.repositories.base import Filters, Repository, Sorts

# The maximum of the setting `news_max_sources`.
MOST_SOURCES = 100


@dataclass(frozen=True, slots=True)
class NewsCounts:
    """The number of a team's feeds, of the failing ones, and of recent items."""

    sources: int
    failing: int
    recent_items: int


class NewsSourceRepository(Repository[NewsSource]):
    """The rows of `news_sources`: a team's feeds, and the result of the last attempt."""

    model = NewsSource
    filters: ClassVar[Filters] = {"team_id": lambda value: NewsSource.team_id == value}
    sorts: ClassVar[Sorts] = {
        "url": NewsSource.url,
        "created_at": NewsSource.created_at,
        "failures": NewsSource.failures,
    }

    async def find(self, team_id: UUID, source_id: UUID) -> NewsSource | None:
        """Return a feed of this team, or `None`."""
        statement = select(NewsSource).where(
            NewsSource.id == source_id, NewsSource.team_id == team_id
        )
        return await self._session.scalar(statement)

    async def count(self, team_id: UUID) -> int:
        """Return the number of feeds of a team."""
        statement = select(func.count()).where(NewsSource.team_id == team_id)
        return await self._session.scalar(statement) or 0

    async def to_read(self, team_id: UUID, asked_at: dt.datetime) -> Sequence[NewsSource]:
        """Return the feeds of a team that were not fetched since then.

        The order is always the same, so that concurrent writers do not deadlock.
        """
        rows = await self._session.scalars(
            select(NewsSource)
            .where(
                NewsSource.team_id == team_id,
                or_(NewsSource.fetched_at.is_(None), NewsSource.fetched_at < asked_at),
            )
            .order_by(NewsSource.id)
            .limit(MOST_SOURCES)
        )
        return rows.all()

    async def note_success(
        self, source_id: UUID, now: dt.datetime, *, etag: str, last_modified: str
    ) -> bool:
        """Record that a feed was read, and lock its row; return whether the row still exists."""
        values: dict[str, Any] = {"fetched_at": now, "last_error": None, "failures": 0}
        return await self._note(source_id, values | {"etag": etag, "last_modified": last_modified})

    async def note_failure(self, source_id: UUID, now: dt.datetime, fault: str) -> bool:
        """Record why a feed could not be read; return whether the row still exists."""
        values: dict[str, Any] = {"fetched_at": now, "last_error": fault[:MAX_FAULT_LENGTH]}
        return await self._note(source_id, values | {"failures": NewsSource.failures + 1})

    async def forget_versions(self, team_id: UUID) -> None:
        """Make the next read of a team's feeds unconditional."""
        await self._session.execute(
            update(NewsSource)
            .where(NewsSource.team_id == team_id)
            .values(etag="", last_modified="")
            .execution_options(synchronize_session=False)
        )

    async def readers(self) -> Sequence[tuple[UUID, UUID]]:
        """Return the ID of each team with feeds, with the ID of its longest-standing owner."""
        rank = func.row_number().over(
            partition_by=Membership.team_id, order_by=(Membership.created_at, Membership.id)
        )
        owners = (
            select(Membership.team_id, Membership.user_id, rank.label("rank"))
            .where(
                Membership.role == TeamRole.OWNER,
                Membership.team_id.in_(select(NewsSource.team_id)),
            )
            .subquery()
        )
        rows = await self._session.execute(
            select(owners.c.team_id, owners.c.user_id).where(owners.c.rank == 1)
        )
        return [(team_id, user_id) for team_id, user_id in rows]

    async def counts(self, team_id: UUID, since: dt.datetime) -> NewsCounts:
        """Return the counts of a team's feeds, and of the items published since then."""
        recent = select(func.count()).where(
            NewsItem.team_id == team_id, NewsItem.published_at >= since
        )
        rows = await self._session.execute(
            select(
                func.count(),
                func.count().filter(NewsSource.failures > 0),
                recent.scalar_subquery(),
            ).where(NewsSource.team_id == team_id)
        )
        return NewsCounts(*rows.one())

    async def _note(self, source_id: UUID, values: Mapping[str, Any]) -> bool:
        found = await self._session.scalar(
            update(NewsSource)
            .where(NewsSource.id == source_id)
            .values(**values)
            .returning(NewsSource.id)
            .execution_options(synchronize_session=False)
        )
        return found is not None
