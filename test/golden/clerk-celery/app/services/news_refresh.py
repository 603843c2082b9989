"""The rules of reading feeds: each on its own, all before anything is written."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from uuid import UUID

import structlog

from app.backends import Backends
from app.clients.errors import ClientError
from app.clients.feeds import Entry, Feed
from app.clients.fetch import Validators
from app.enums import EventType
from app.models.base import utc_now
from app.models.news_item import MAX_SUMMARY_LENGTH, MAX_TITLE_LENGTH
from app.models.news_source import MAX_VALIDATOR_LENGTH, NewsSource
from app.realtime.events import Event, team_topic
from app.repositories.news_item import NewItem, NewsItemRepository
from app.repositories.news_source import NewsSourceRepository
from app.schemas.news import NewsRefreshRequest, NewsRefreshResult
from app.services.summary_writer import summary_key
from app.services.unit_of_work import Outbox

AT_ONCE = 10
UNFORESEEN = "this feed cannot be read"

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one feed: its entries, a fault, or neither if it is as it was."""

    feed: Feed | None = None
    fault: str | None = None


class NewsRefreshService:
    """Reads the feeds of a team.

    Args:
        outbox: The transaction that the news become permanent with.
        sources: Which feeds the team reads.
        items: The news that it has.
        backends: What reads feeds, remembers summaries and tells events.
        keep: How many of the news of one feed are kept.
    """

    def __init__(
        self,
        outbox: Outbox,
        sources: NewsSourceRepository,
        items: NewsItemRepository,
        backends: Backends,
        *,
        keep: int,
    ) -> None:
        self._outbox = outbox
        self._sources = sources
        self._items = items
        self._backends = backends
        self._keep = keep

    async def refresh(self, request: NewsRefreshRequest) -> NewsRefreshResult:
        """Read the feeds that were not read since that was asked for, and keep what is new.

        A feed that cannot be read says so in its row, and stops no other.
        """
        sources = await self._sources.to_read(request.team_id, request.asked_at)
        # All of them first: what is written locks rows until the end.
        readings = await self._read_all(sources)
        result = NewsRefreshResult()
        for source, reading in zip(sources, readings, strict=True):
            if reading.fault is not None:
                await self._sources.note_failure(source.id, utc_now(), reading.fault)
                result.failed_sources += 1
            elif reading.feed is None:
                await self._note_success(source, Validators(source.etag, source.last_modified))
                result.unchanged_sources += 1
            else:
                result.new_items += await self._keep_feed(source, reading.feed)
                result.changed_sources += 1
        if result.new_items:
            self._outbox.after_commit(partial(self._tell, request.team_id))
        await self._outbox.commit()
        return result

    async def _read_all(self, sources: Sequence[NewsSource]) -> list[Reading]:
        readers = asyncio.Semaphore(AT_ONCE)

        async def read(source: NewsSource) -> Reading:
            async with readers:
                return await self._read(source)

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(read(source)) for source in sources]
        return [task.result() for task in tasks]

    async def _read(self, source: NewsSource) -> Reading:
        known = Validators(source.etag, source.last_modified)
        try:
            return Reading(await self._backends.feeds.read(source.url, known))
        except ClientError as error:
            return Reading(fault=str(error))
        except Exception as error:  # noqa: BLE001 - whatever a document does to the parser
            # Without its text, which may quote the document.
            logger.warning("feed broke", source_id=str(source.id), error=type(error).__name__)
            return Reading(fault=UNFORESEEN)

    async def _keep_feed(self, source: NewsSource, feed: Feed) -> int:
        """Keep what is new of a feed; return how much of that there is."""
        if not await self._note_success(source, feed.validators):
            # It was deleted while it was read.
            return 0
        newest = sorted(feed.entries, key=lambda entry: entry.published_at, reverse=True)
        items = [new_item(source, entry) for entry in newest[: self._keep]]
        added = await self._items.add_missing(source, items)
        # What is too old to be kept would otherwise be new each time.
        return len(added - await self._items.trim(source.id, self._keep))

    async def _note_success(self, source: NewsSource, validators: Validators) -> bool:
        return await self._sources.note_success(
            source.id,
            utc_now(),
            etag=bounded(validators.etag),
            last_modified=bounded(validators.last_modified),
        )

    async def _tell(self, team_id: UUID) -> None:
        await self._backends.cache.delete(summary_key(team_id))
        event = Event(type=EventType.NEWS_CHANGED, id=team_id)
        await self._backends.events.publish(team_topic(team_id), event)


def new_item(source: NewsSource, entry: Entry) -> NewItem:
    """Return an entry as it is stored."""
    return NewItem(
        fingerprint=fingerprint(source, entry),
        title=storable(entry.title)[:MAX_TITLE_LENGTH],
        url=storable(entry.url) or None,
        summary=storable(entry.summary)[:MAX_SUMMARY_LENGTH],
        published_at=entry.published_at,
    )


def fingerprint(source: NewsSource, entry: Entry) -> str:
    """Return what an entry is known by: a URL or URN means the same in every feed, a `7` does not."""
    name = entry.guid if ":" in entry.guid else f"{source.id} {entry.guid}"
    return sha256(name.encode(errors="replace")).hexdigest()


def storable(text: str) -> str:
    """Return a text without what PostgreSQL does not store: NUL and halves of surrogate pairs."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def bounded(validator: str) -> str:
    """Return a validator, or nothing if it is too long: half of one would be a wrong one."""
    return validator if len(validator) <= MAX_VALIDATOR_LENGTH else ""
