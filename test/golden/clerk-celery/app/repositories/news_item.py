"""Queries for news items."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import ClassVar
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from app.repositories.base import Filters, Repository, Sorts

# `ON CONFLICT` is the same in both databases, but SQLAlchemy has one function for each.
INSERTS: Mapping[str, Callable[[type[NewsItem]], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


@dataclass(frozen=True, slots=True)
class NewItem:
    """A news item to insert, with values that fit the columns."""

    fingerprint: str
    title: str
    url: str | None
    summary: str
    published_at: dt.datetime


class NewsItemRepository(Repository[NewsItem]):
    """The rows of `news_items`."""

    model = NewsItem
    filters: ClassVar[Filters] = {
        "team_id": lambda value: NewsItem.team_id == value,
        "source_id": lambda value: NewsItem.source_id == value,
        "published_at_from": lambda value: NewsItem.published_at >= value,
        "published_at_to": lambda value: NewsItem.published_at <= value,
    }
    sorts: ClassVar[Sorts] = {"published_at": NewsItem.published_at, "title": NewsItem.title}

    async def newest(self, team_id: UUID, limit: int) -> Sequence[NewsItem]:
        """Return the newest news items of a team."""
        rows = await self._session.scalars(
            select(NewsItem)
            .where(NewsItem.team_id == team_id)
            .order_by(NewsItem.published_at.desc(), NewsItem.id)
            .limit(limit)
        )
        return rows.all()

    async def add_missing(self, source: NewsSource, items: Sequence[NewItem]) -> set[UUID]:
        """Insert the items that no feed of the team has contained yet; return their IDs.

        A single statement, so that concurrent jobs add no duplicates and do not fail.
        """
        if not items:
            return set()
        keys = {"team_id": source.team_id, "source_id": source.id}
        insert = INSERTS[self._session.get_bind().dialect.name]
        added = await self._session.scalars(
            insert(NewsItem)
            .values([keys | asdict(item) for item in items])
            .on_conflict_do_nothing()
            .returning(NewsItem.id)
        )
        return set(added)

    async def trim(self, source_id: UUID, keep: int) -> set[UUID]:
        """Delete all but the newest items of a feed; return the IDs of the deleted ones."""
        of_source = NewsItem.source_id == source_id
        newest = (
            select(NewsItem.id)
            .where(of_source)
            .order_by(NewsItem.published_at.desc(), NewsItem.id)
            .limit(keep)
        )
        trimmed = await self._session.scalars(
            delete(NewsItem)
            .where(of_source, NewsItem.id.not_in(newest))
            .returning(NewsItem.id)
            .execution_options(synchronize_session=False)
        )
        return set(trimmed)
