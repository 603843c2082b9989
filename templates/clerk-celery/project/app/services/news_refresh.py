"""Business rules of reading feeds: failures are isolated, and reads precede all writes."""

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
    """The result of reading one feed: its entries, an error, or neither if it is unchanged."""

    feed: Feed | None = None
    fault: str | None = None


class NewsRefreshService:
    """Reads the feeds of a team.

    Args:
        outbox: The transaction that stores the news.
        sources: The feeds of the team.
        items: The news items of the team.
        backends: The feed reader, the cache and the event bus.
        keep: Number of newest items to keep per feed.
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
        """Read the feeds that were not read since the request, and store new items.

        A failure is recorded in the row of the feed, and does not affect other feeds.
        """
        sources = await self._sources.to_read(request.team_id, request.asked_at)
        # Feeds may respond slowly, and a write locks rows until the transaction ends.
        await self._outbox.release()
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
        except Exception as error:  # noqa: BLE001 - a document may make the parser raise anything
            # Without the message, which may quote the document.
            logger.warning("feed failed", source_id=str(source.id), error=type(error).__name__)
            return Reading(fault=UNFORESEEN)

    async def _keep_feed(self, source: NewsSource, feed: Feed) -> int:
        """Store the new items of a feed; return their number."""
        if not await self._note_success(source, feed.validators):
            # The feed was deleted while it was read.
            return 0
        newest = sorted(feed.entries, key=lambda entry: entry.published_at, reverse=True)
        items = [new_item(source, entry) for entry in newest[: self._keep]]
        added = await self._items.add_missing(source, items)
        # Items that are too old to be kept would otherwise count as new each time.
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
    """Convert an entry to a row."""
    return NewItem(
        fingerprint=fingerprint(source, entry),
        title=storable(entry.title)[:MAX_TITLE_LENGTH],
        url=storable(entry.url) or None,
        summary=storable(entry.summary)[:MAX_SUMMARY_LENGTH],
        published_at=entry.published_at,
    )


def fingerprint(source: NewsSource, entry: Entry) -> str:
    """Return the hash of an entry's GUID, which is global if it is a URL or URN."""
    name = entry.guid if ":" in entry.guid else f"{source.id} {entry.guid}"
    return sha256(name.encode(errors="replace")).hexdigest()


def storable(text: str) -> str:
    """Remove NUL and lone surrogates, which PostgreSQL cannot store."""
    return text.replace("\0", "").encode(errors="ignore").decode()


def bounded(validator: str) -> str:
    """Return a validator, or an empty string if it is too long: a truncated one is wrong."""
    return validator if len(validator) <= MAX_VALIDATOR_LENGTH else ""
