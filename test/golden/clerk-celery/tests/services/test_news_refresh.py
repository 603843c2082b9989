"""Refreshes of new, unchanged and broken feeds."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.clients.feeds import Entry, Feed, FeedReader
from app.clients.fetch import NOTHING_KNOWN, Validators
from app.enums import EventType
from app.models.base import utc_now
from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from app.realtime.events import Event, team_topic
from app.schemas.news import NewsRefreshRequest
from app.services.news_refresh import UNFORESEEN
from tests.clients.web import Web
from tests.factories.team import create_team
from tests.jobs.workers import work_off_all
from tests.news import HOST, create_source, entry, feed, open_web, refresh, titles

FEED = f"{HOST}/1"


class ScriptedReader(FeedReader):
    """Returns given entries or raises an error, after an optional callback."""

    def __init__(
        self,
        *entries: Entry,
        validators: Validators = NOTHING_KNOWN,
        error: Exception | None = None,
    ) -> None:
        self.entries = entries
        self.validators = validators
        self.error = error
        self.meanwhile: Callable[[], Awaitable[Any]] | None = None

    async def read(self, url: str, known: Validators = NOTHING_KNOWN) -> Feed | None:
        if self.meanwhile:
            await self.meanwhile()
        if self.error:
            raise self.error
        return Feed(self.entries, self.validators)


@pytest.fixture
def web(app: FastAPI) -> Web:
    """Return the fake web that the application reads."""
    return open_web(app)


@pytest.fixture
async def team_id(client: AsyncClient) -> str:
    """Return the ID of a team with one feed."""
    team_id = str((await create_team(client))["id"])
    await create_source(client, team_id, url=FEED)
    return team_id


async def stored(session: AsyncSession, team_id: str) -> NewsSource:
    """Return the only feed of a team."""
    statement = select(NewsSource).where(NewsSource.team_id == UUID(team_id))
    found = await session.scalars(statement.execution_options(populate_existing=True))
    return found.one()


def read_by(app: FastAPI, reader: FeedReader) -> None:
    """Make the application read feeds with this reader."""
    app.state.backends = replace(app.state.backends, feeds=reader)


async def test_only_new_items_are_added(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    web.page(FEED, content=feed(entry("a"), entry("a")))
    assert (await refresh(app, client, team_id))["new_items"] == 1
    web.page(FEED, content=feed(entry("b", 2), entry("a", title="a, corrected")))

    assert (await refresh(app, client, team_id))["new_items"] == 1
    assert await titles(client, team_id) == ["a", "b"]


async def test_items_of_several_feeds_are_stored_once_per_team(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    other = (await create_team(client))["id"]
    for key, number in ((team_id, 2), (other, 1)):
        await create_source(client, key, url=f"{HOST}/{number}")
    web.page(FEED, content=feed(entry("a")))
    web.page(f"{HOST}/2", content=feed(entry("a"), entry("b", 2)))

    assert (await refresh(app, client, team_id))["new_items"] == 2
    assert (await refresh(app, client, other))["new_items"] == 1
    assert await titles(client, team_id) == ["a", "b"]


async def test_equal_numbers_in_different_feeds_are_different_items(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    await create_source(client, team_id, url=f"{HOST}/2")
    web.page(FEED, content=feed(entry("a", 1, guid="7")))
    web.page(f"{HOST}/2", content=feed(entry("b", 2, guid="7")))

    await refresh(app, client, team_id)

    assert await titles(client, team_id) == ["a", "b"]


async def test_requests_for_known_feeds_are_conditional(
    app: FastAPI, client: AsyncClient, session: AsyncSession, web: Web, team_id: str
) -> None:
    web.page(FEED, content=feed(entry("a")), ETag='"1"', Last_Modified="Thu, 01 Jan 2026")
    await refresh(app, client, team_id)
    web.page(FEED, 304)

    for _ in range(2):
        result = await refresh(app, client, team_id)
        assert (result["unchanged_sources"], result["new_items"]) == (1, 0)

    assert "If-None-Match" not in web.requests[0].headers
    for request in web.requests[1:]:
        assert request.headers["If-None-Match"] == '"1"'
        assert request.headers["If-Modified-Since"] == "Thu, 01 Jan 2026"
    assert (await stored(session, team_id)).etag == '"1"'


GZIPPED = {"Content_Encoding": "gzip"}


@pytest.mark.parametrize(
    ("page", "error"),
    [
        ({"content": b"<html><body>Not here.</body></html>"}, "this is not a feed"),
        ({"content": b'<rss version="2.0"><channel><item><ti'}, "this feed is broken"),
        ({"content": gzip.compress(bytes(50_000_000)), **GZIPPED}, "too large"),
        ({"status": 500}, "answered with status 500"),
        ({"status": 302, "Location": "http://127.0.0.1/"}, "the host is not on the internet"),
    ],
    ids=["html", "broken", "bomb", "status", "redirect"],
)
async def test_a_failure_is_recorded_and_does_not_affect_other_feeds(
    app: FastAPI,
    client: AsyncClient,
    session: AsyncSession,
    web: Web,
    team_id: str,
    page: dict[str, Any],
    error: str,
) -> None:
    web.hosts["127.0.0.1"] = ["127.0.0.1"]
    bad = await create_source(client, team_id, url=f"{HOST}/bad")
    web.page(FEED, content=feed(entry("a")))
    web.page(f"{HOST}/bad", **page)

    for attempt in (1, 2):
        result = await refresh(app, client, team_id)
        assert (result["changed_sources"], result["failed_sources"]) == (1, 1)
        row = await session.get_one(NewsSource, UUID(bad["id"]), populate_existing=True)
        assert (row.failures, row.last_error) == (attempt, error)

    assert await titles(client, team_id) == ["a"]
    web.page(f"{HOST}/bad", content=feed(entry("b")))
    await refresh(app, client, team_id)
    row = await session.get_one(NewsSource, UUID(bad["id"]), populate_existing=True)
    assert (row.failures, row.last_error) == (0, None)


async def test_an_exception_of_the_parser_is_recorded_as_a_failure(
    app: FastAPI, client: AsyncClient, session: AsyncSession, team_id: str
) -> None:
    read_by(app, ScriptedReader(error=RuntimeError("a secret of the document")))

    with capture_logs() as logs:
        assert (await refresh(app, client, team_id))["failed_sources"] == 1

    assert (await stored(session, team_id)).last_error == UNFORESEEN
    assert "RuntimeError" in str(logs)
    assert "secret" not in str(logs)


async def test_only_the_newest_items_are_kept_and_others_stay_deleted(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    app.state.settings = app.state.settings.model_copy(update={"news_keep_items": 2})
    web.page(FEED, content=feed(*(entry(str(day), day) for day in (1, 2, 3))))
    assert (await refresh(app, client, team_id))["new_items"] == 2
    assert await titles(client, team_id) == ["2", "3"]

    web.page(FEED, content=feed(entry("1", 1), entry("4", 4)))
    assert (await refresh(app, client, team_id))["new_items"] == 1
    assert await titles(client, team_id) == ["3", "4"]
    assert (await refresh(app, client, team_id))["new_items"] == 0


async def test_an_empty_feed_has_nothing_new(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    web.page(FEED, content=feed())

    assert (await refresh(app, client, team_id))["changed_sources"] == 1


async def test_values_that_the_database_cannot_store_are_removed(
    app: FastAPI, client: AsyncClient, session: AsyncSession, team_id: str
) -> None:
    odd = Entry("a\ud800", "\0" + "x" * 400, "", utc_now(), "\ud800ok")
    read_by(app, ScriptedReader(odd, validators=Validators("e" * 501, "today")))

    await refresh(app, client, team_id)

    (item,) = (await client.get(f"/teams/{team_id}/news")).json()["items"]
    assert (item["title"], item["url"], item["summary"]) == ("x" * 300, None, "ok")
    row = await stored(session, team_id)
    assert (row.etag, row.last_modified) == ("", "today")


async def test_a_feed_that_is_deleted_while_it_is_read_adds_no_items(
    app: FastAPI, client: AsyncClient, session: AsyncSession, team_id: str
) -> None:
    reader = ScriptedReader(Entry("a", "a", "", utc_now(), ""))
    read_by(app, reader)

    async def delete_all() -> None:
        await session.execute(delete(NewsSource))
        await session.commit()

    reader.meanwhile = delete_all

    assert (await refresh(app, client, team_id))["new_items"] == 0
    assert (await session.scalars(select(NewsItem))).all() == []


async def test_repeated_requests_read_a_feed_once(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    web.page(FEED, content=feed(entry("a")))
    for _ in range(3):
        await client.post(f"/teams/{team_id}/news/refresh")

    await work_off_all(app)

    assert len(web.requests) == 1


async def test_the_team_is_notified_of_new_items_only(
    app: FastAPI, client: AsyncClient, web: Web, team_id: str
) -> None:
    web.page(FEED, content=feed(entry("a")))
    key = UUID(team_id)

    async with app.state.backends.events.subscribe([team_topic(key)]) as events:
        for _ in range(2):
            await refresh(app, client, team_id)
        mark = Event(type=EventType.SUMMARY_CHANGED, id=key)
        await app.state.backends.events.publish(team_topic(key), mark)
        async with asyncio.timeout(5):
            told = [await events.next() for _ in range(2)]

    assert told == [Event(type=EventType.NEWS_CHANGED, id=key), mark]


def test_a_request_survives_serialization() -> None:
    request = NewsRefreshRequest(team_id=UUID(int=1), asked_at=utc_now())

    assert NewsRefreshRequest.model_validate(request.model_dump(mode="json")) == request
