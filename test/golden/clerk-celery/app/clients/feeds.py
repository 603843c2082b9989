"""Reads RSS and Atom feeds."""

import asyncio
import calendar
import datetime as dt
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate
from io import BytesIO
from typing import Any
from urllib.parse import urljoin

# It has no type hints, so its results are checked below.
import feedparser  # type: ignore[import-untyped]

from app.clients.errors import ClientError
from app.clients.fetch import NOTHING_KNOWN, Fetcher, Validators
from app.clients.plain_text import plain_text

ENTRIES = 200
TITLE_LENGTH = 300
SUMMARY_LENGTH = 2000
GUID_LENGTH = 500
URL_LENGTH = 2000


class NoFeedError(ClientError):
    """The document is not a feed, or cannot be parsed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A news item, without markup."""

    guid: str
    title: str
    url: str
    published_at: dt.datetime
    summary: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Feed:
    """The entries of a feed, and the validators for the next conditional request."""

    entries: tuple[Entry, ...]
    validators: Validators


def utc_now() -> dt.datetime:
    """Return the current time, timezone-aware."""
    return dt.datetime.now(dt.UTC)


class FeedReader:
    """Reads feeds from URLs that users provide.

    Args:
        fetcher: Fetches the URLs.
        now: Returns the current time.
    """

    def __init__(self, fetcher: Fetcher, *, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._fetcher = fetcher
        self._now = now

    async def check(self, url: str) -> None:
        """Raise `UnsafeUrlError` if the URL must not be fetched."""
        await self._fetcher.check(url)

    async def read(self, url: str, known: Validators = NOTHING_KNOWN) -> Feed | None:
        """Return a feed; `None` if it has not changed since the known version.

        Raises:
            NoFeedError: if the document is not a feed.
            ClientError: if the URL cannot be fetched.
        """
        fetched = await self._fetcher.get(url, known)
        if fetched is None:
            return None
        # In a thread: parsing a megabyte takes about a second and would block the event loop.
        entries = await asyncio.to_thread(
            parse_feed, fetched.body, url=fetched.url, now=self._now()
        )
        return Feed(entries, fetched.validators)


def parse_feed(body: bytes, *, url: str, now: dt.datetime) -> tuple[Entry, ...]:
    """Return the first entries of a feed, with defaults for missing fields.

    Args:
        body: The document, in any encoding.
        url: The URL of the document, the base of relative links.
        now: Publication time of entries without a date, or with one in the future.

    Raises:
        NoFeedError: if the document is not a feed.
    """
    # Feeds need no entity definitions, which can expand a few lines to gigabytes. UTF-16 and
    # UTF-32 only add zero bytes to ASCII characters.
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise NoFeedError("a feed must not define entities")
    # As a stream: the parser might open other input as a path or URL.
    parsed = feedparser.parse(BytesIO(body))
    if not parsed.get("version"):
        raise NoFeedError("this is not a feed")
    # For a truncated document, the parser returns an empty last entry.
    entries = [found for found in parsed.entries[:ENTRIES] if found]
    if parsed.bozo and not entries:
        raise NoFeedError("this feed is broken")
    return tuple(entry_of(found, url, now) for found in entries)


def entry_of(found: Any, base: str, now: dt.datetime) -> Entry:  # noqa: ANN401 - the parser has no types
    """Normalize an entry: no field is missing, too long or of the wrong type."""
    title = plain_text(found.get("title", ""), TITLE_LENGTH)
    summary = plain_text(found.get("summary", ""), SUMMARY_LENGTH)
    url = web_url(str(found.get("link", "")), base)
    guid = str(found.get("id", "")) or url
    if not guid or len(guid) > GUID_LENGTH:
        # A hash of the entry, so that it is the same on the next read.
        guid = hashlib.sha256(f"{guid}\n{title}\n{summary}".encode()).hexdigest()
    return Entry(guid, title or url, url, published_at(found, now), summary)


def web_url(link: str, base: str) -> str:
    """Return the absolute URL of a link; an empty string if it is not HTTP or too long."""
    try:
        url = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) and len(url) <= URL_LENGTH else ""


def published_at(found: Any, now: dt.datetime) -> dt.datetime:  # noqa: ANN401
    """Return the publication time of an entry; UTC if it has no time zone."""
    for name in ("published", "updated"):
        # The parser emits a deprecation warning if a missing field is read.
        if name not in found:
            continue
        parsed = found[f"{name}_parsed"] or parsedate(found[name])
        with suppress(OverflowError, TypeError, ValueError):
            return min(dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC), now)
    return now
