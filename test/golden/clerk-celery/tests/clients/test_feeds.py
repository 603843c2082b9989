"""Parsing of valid feeds, broken feeds, and other documents."""

import datetime as dt
import gzip

import pytest

from app.clients.errors import ClientError
from app.clients.feeds import ENTRIES, Entry, FeedReader, NoFeedError, parse_feed
from tests.clients.web import Web

URL = "https://feeds.example/news"
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)

ATOM = """<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>News</title>
  <entry>
    <id>urn:1</id>
    <title type="html">A &lt;b&gt;bold&lt;/b&gt; step</title>
    <link href="/first"/>
    <updated>2026-11-02T10:00:00+02:00</updated>
    <summary type="html">&lt;p&gt;One&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;</summary>
  </entry>
</feed>"""


def rss(*items: str, head: str = "") -> bytes:
    """Return a feed with these items."""
    found = "".join(f"<item>{item}</item>" for item in items)
    return f'{head}<rss version="2.0"><channel>{found}</channel></rss>'.encode()


def parse(body: bytes) -> tuple[Entry, ...]:
    """Parse a feed with the URL and the time of these tests."""
    return parse_feed(body, url=URL, now=NOW)


def test_atom_is_read() -> None:
    assert parse(ATOM.encode()) == (
        Entry(
            guid="urn:1",
            title="A bold step",
            url="https://feeds.example/first",
            published_at=dt.datetime(2026, 11, 2, 8, tzinfo=dt.UTC),
            summary="One two",
        ),
    )


def test_rss_is_read() -> None:
    [entry] = parse(
        rss(
            "<guid>7</guid><title>T</title><link>https://feeds.example/7</link>"
            "<pubDate>Mon, 02 Nov 2026 10:00:00 -0500</pubDate><description>D</description>"
        )
    )

    assert (entry.guid, entry.title, entry.url) == ("7", "T", "https://feeds.example/7")
    assert entry.published_at == dt.datetime(2026, 11, 2, 15, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("date", "published_at"),
    [
        ("2026-11-02T10:00:00", dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)),
        ("Mon, 02 Nov 2026 10:00:00", dt.datetime(2026, 11, 2, 10, tzinfo=dt.UTC)),
        ("2030-01-01T00:00:00Z", NOW),
        ("99999-01-01T00:00:00Z", NOW),
        ("Mon, 32 Nov 2026 10:00:00", NOW),
        ("yesterday", NOW),
        ("", NOW),
    ],
)
def test_a_date_is_aware_and_never_in_the_future(date: str, published_at: dt.datetime) -> None:
    [entry] = parse(rss(f"<title>T</title><pubDate>{date}</pubDate>"))

    assert entry.published_at == published_at
    assert entry.published_at.tzinfo is dt.UTC


def test_an_entry_without_a_guid_gets_a_stable_one() -> None:
    body = rss("<title>T</title>", "<title>U</title>", "<link>https://feeds.example/8</link>")

    first, second, linked = parse(body)

    assert parse(body)[0].guid == first.guid
    assert first.guid != second.guid
    assert (linked.guid, linked.title) == ("https://feeds.example/8", "https://feeds.example/8")


def test_long_fields_are_cut() -> None:
    long = "word " * 5000
    [entry] = parse(
        rss(
            f"<guid>{long}</guid><title>{long}</title><link>https://x/{long}</link>"
            f"<description>{long}</description>"
        )
    )

    assert (len(entry.guid), len(entry.title), len(entry.summary)) == (64, 299, 1999)
    assert entry.url == ""


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://[x"]
)
def test_a_link_that_is_not_http_is_dropped(link: str) -> None:
    [entry] = parse(rss(f"<title>T</title><link>{link}</link>"))

    assert entry.url == ""


def test_only_the_first_entries_are_read() -> None:
    entries = parse(rss(*(f"<guid>{number}</guid>" for number in range(10_000))))

    assert [entry.guid for entry in entries] == [str(number) for number in range(ENTRIES)]


def test_another_encoding_is_read() -> None:
    text = rss("<title>é</title>", head='<?xml version="1.0" encoding="utf-16"?>').decode()

    assert parse(text.encode("utf-16"))[0].title == "é"


def test_a_feed_without_entries_is_valid() -> None:
    assert parse(rss()) == ()


def test_readable_entries_of_a_truncated_feed_are_kept() -> None:
    body = rss("<title>a</title>", "<title>b</title>")

    assert [entry.title for entry in parse(body[: body.index(b"b<")])] == ["a"]


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><html><head><title>x</title></head><body><p>Hi</p></body></html>",
        b'{"version": "https://jsonfeed.org/version/1"}',
        b"<?xml version='1.0'?><note/>",
        b"/etc/passwd",
        b"http://127.0.0.1/feed",
        b"\x89PNG\r\n\x1a\n",
        b"",
    ],
)
def test_other_documents_are_refused(body: bytes) -> None:
    with pytest.raises(NoFeedError, match="not a feed"):
        parse(body)


def test_a_feed_truncated_before_its_entries_is_refused() -> None:
    with pytest.raises(NoFeedError, match="broken"):
        parse(b"<rss version='2.0'><chan")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32-be"])
def test_entities_are_refused(encoding: str) -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'

    with pytest.raises(NoFeedError, match="entities"):
        parse(rss("<title>&b;</title>", head=bomb).decode().encode(encoding))


def test_an_entity_cannot_read_a_file() -> None:
    with pytest.raises(NoFeedError, match="entities"):
        parse(
            rss("<title>&f;</title>", head='<!DOCTYPE r [<!entity f SYSTEM "file:///etc/passwd">]>')
        )


async def test_an_unchanged_feed_is_not_fetched_again() -> None:
    web = Web()
    web.page(URL, content=ATOM.encode(), etag='"1"')
    reader = FeedReader(web.fetcher())

    feed = await reader.read(URL)
    assert feed is not None
    assert [entry.guid for entry in feed.entries] == ["urn:1"]

    web.page(URL, 304)
    assert await reader.read(URL, feed.validators) is None
    assert web.requests[1].headers["If-None-Match"] == '"1"'


async def test_a_zip_bomb_is_refused() -> None:
    web = Web()
    web.page(URL, content=gzip.compress(bytes(50_000_000)), content_encoding="gzip")

    with pytest.raises(ClientError, match="too large"):
        await FeedReader(web.fetcher()).read(URL)
