"""RSS and Atom: what is new, whatever form it comes in."""

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

# It has no types, so whatever comes from it is checked below.
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
    """What was fetched is no feed, or too broken to be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of news, without any markup."""

    guid: str
    title: str
    url: str
    published_at: dt.datetime
    summary: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest entries of a feed, and what to ask for the next ones with."""

    entries: tuple[Entry, ...]
    validators: Validators


def utc_now() -> dt.datetime:
    """Return the present, aware."""
    return dt.datetime.now(dt.UTC)


class FeedReader:
    """Reads feeds at URLs that users gave.

    Args:
        fetcher: Gets the URLs.
        now: Returns the present.
    """

    def __init__(self, fetcher: Fetcher, *, now: Callable[[], dt.datetime] = utc_now) -> None:
        self._fetcher = fetcher
        self._now = now

    async def check(self, url: str) -> None:
        """Raise `UnsafeUrlError` for a URL that is never fetched."""
        await self._fetcher.check(url)

    async def read(self, url: str, known: Validators = NOTHING_KNOWN) -> Feed | None:
        """Return the entries of a feed; nothing if there is none but those of the known version.

        Raises:
            NoFeedError: if something else is there.
            ClientError: if it cannot be fetched.
        """
        fetched = await self._fetcher.get(url, known)
        if fetched is None:
            return None
        # The parser takes a second for a megabyte, and the event loop has other things to do.
        entries = await asyncio.to_thread(
            parse_feed, fetched.body, url=fetched.url, now=self._now()
        )
        return Feed(entries, fetched.validators)


def parse_feed(body: bytes, *, url: str, now: dt.datetime) -> tuple[Entry, ...]:
    """Return the first entries of a feed, with what they lack made up.

    Args:
        body: The document, in whatever encoding.
        url: Where it was, which relative links begin at.
        now: When an entry was published that does not say when, or claims to be of the future.

    Raises:
        NoFeedError: if it is none.
    """
    # No feed needs entities of its own, and with them a few lines become gigabytes. Encodings of
    # two or four bytes only put zeros between the letters.
    if b"<!ENTITY" in body.replace(b"\0", b"").upper():
        raise NoFeedError("a feed must not define entities")
    # As a stream: anything else the parser may take for a path or a URL, and open it.
    parsed = feedparser.parse(BytesIO(body))
    if not parsed.get("version"):
        raise NoFeedError("this is no feed")
    # Where a document breaks off, the parser leaves an entry of which nothing is known.
    entries = [found for found in parsed.entries[:ENTRIES] if found]
    if parsed.bozo and not entries:
        raise NoFeedError("this feed is broken")
    return tuple(entry_of(found, url, now) for found in entries)


def entry_of(found: Any, base: str, now: dt.datetime) -> Entry:  # noqa: ANN401 - the parser has no types
    """Return an entry as we have it: nothing in it is missing, too long or not a text."""
    title = plain_text(found.get("title", ""), TITLE_LENGTH)
    summary = plain_text(found.get("summary", ""), SUMMARY_LENGTH)
    url = web_url(str(found.get("link", "")), base)
    guid = str(found.get("id", "")) or url
    if not guid or len(guid) > GUID_LENGTH:
        # The same entry has the same one the next time.
        guid = hashlib.sha256(f"{guid}\n{title}\n{summary}".encode()).hexdigest()
    return Entry(guid, title or url, url, published_at(found, now), summary)


def web_url(link: str, base: str) -> str:
    """Return where a link of a page leads, or nothing if that is not on the web."""
    try:
        url = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) and len(url) <= URL_LENGTH else ""


def published_at(found: Any, now: dt.datetime) -> dt.datetime:  # noqa: ANN401
    """Return when an entry was published; a time without a zone is taken for UTC."""
    for name in ("published", "updated"):
        # To ask the parser for what is not there would warn: it has changed its mind about it.
        if name not in found:
            continue
        parsed = found[f"{name}_parsed"] or parsedate(found[name])
        with suppress(OverflowError, TypeError, ValueError):
            return min(dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC), now)
    return now
