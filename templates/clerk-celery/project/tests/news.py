"""Feeds of teams, served by the fake web of `tests/clients/web.py`."""

from dataclasses import replace
from typing import Any
from uuid import UUID
from xml.sax.saxutils import escape

from fastapi import FastAPI
from httpx2 import AsyncClient

from app.clients.feeds import FeedReader
from app.models.base import utc_now
from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from tests.clients.web import Web
from tests.factories.counter import next_number
from tests.jobs.workers import work_off_all

HOST = "https://feeds.example"


def open_web(app: FastAPI) -> Web:
    """Make the application read feeds from a fake web, and return the web."""
    web = Web()
    app.state.backends = replace(app.state.backends, feeds=FeedReader(web.fetcher()))
    return web


def feed(*entries: dict[str, str]) -> bytes:
    """Return an RSS feed; an entry maps the names of its elements to their texts."""
    items = [
        "".join(f"<{name}>{escape(text)}</{name}>" for name, text in entry.items())
        for entry in entries
    ]
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>A feed</title>{body}</channel></rss>'.encode()


def entry(name: str, day: int = 1, **changes: str) -> dict[str, str]:
    """Return an entry of a feed, published on a day in January 2026."""
    link = f"https://news.example/{name}"
    fields = {"title": name, "link": link, "guid": link, "description": f"About {name}."}
    return fields | {"pubDate": f"{day:02} Jan 2026 12:00:00 GMT"} | changes


async def create_source(client: AsyncClient, team_id: str, /, **changes: Any) -> dict[str, Any]:
    """Add a feed to a team, and return the response."""
    body = {"url": f"{HOST}/{next_number()}"} | changes
    response = await client.post(f"/teams/{team_id}/news/sources", json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


async def add_news(app: FastAPI, team_id: str) -> None:
    """Add a news item and its feed to the database."""
    text = str(next_number())
    team = UUID(team_id)
    async with app.state.session_factory() as session:
        source = NewsSource(team_id=team, url=f"{HOST}/{text}")
        session.add(source)
        await session.flush()
        values = {"fingerprint": text, "title": text, "summary": text, "published_at": utc_now()}
        session.add(NewsItem(team_id=team, source_id=source.id, **values))
        await session.commit()


async def refresh(app: FastAPI, client: AsyncClient, team_id: str) -> dict[str, Any]:
    """Request a refresh, run its job, and return the result."""
    accepted = await client.post(f"/teams/{team_id}/news/refresh")
    assert accepted.status_code == 202, accepted.text
    await work_off_all(app)
    job = (await client.get(accepted.headers["location"])).json()
    assert (job["kind"], job["status"]) == ("news.refresh", "succeeded"), job
    result: dict[str, Any] = job["result"]
    return result


async def titles(client: AsyncClient, team_id: str, **query: Any) -> list[str]:
    """Return the titles of a team's news, the oldest first."""
    query = {"sort": "published_at"} | query
    response = await client.get(f"/teams/{team_id}/news", params=query)
    assert response.status_code == 200, response.text
    return [item["title"] for item in response.json()["items"]]
