"""A team's news over HTTP, from the feed to the response."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from tests.factories.team import add_member, create_team
from tests.news import (
    HOST,
    add_news,
    create_source,
    entry,
    feed,
    open_web,
    refresh,
    titles,
)
from tests.statements import Statements


@pytest.fixture
async def team_id(client: AsyncClient) -> str:
    """Return the ID of a team that `client` owns."""
    return str((await create_team(client))["id"])


async def test_a_request_without_login_is_401(visitor: AsyncClient) -> None:
    url = f"/teams/{uuid4()}/news"

    assert (await visitor.get(url)).status_code == 401
    assert (await visitor.post(f"{url}/refresh")).status_code == 401


async def test_the_news_of_another_team_is_404(member: AsyncClient, team_id: str) -> None:
    url = f"/teams/{team_id}/news"

    assert (await member.get(url)).status_code == 404
    assert (await member.post(f"{url}/refresh")).status_code == 404
    assert (await member.get("/jobs")).json()["total"] == 0


async def test_members_see_the_news_of_feeds(
    app: FastAPI, client: AsyncClient, member: AsyncClient, user: User, team_id: str
) -> None:
    open_web(app).page(f"{HOST}/1", content=feed(entry("Hello", description="<p>Bold</p>")))
    source = await create_source(client, team_id, url=f"{HOST}/1")
    await add_member(client, team_id, user)

    result = await refresh(app, member, team_id)

    assert result == {
        "new_items": 1,
        "changed_sources": 1,
        "unchanged_sources": 0,
        "failed_sources": 0,
    }
    page = (await member.get(f"/teams/{team_id}/news")).json()
    (item,) = page["items"]
    assert page["total"] == 1
    assert item.pop("id")
    assert item == {
        "source_id": source["id"],
        "title": "Hello",
        "url": "https://news.example/Hello",
        "summary": "Bold",
        "published_at": "2026-01-01T12:00:00Z",
    }


async def test_the_job_belongs_to_the_user_who_requested_it(
    client: AsyncClient, member: AsyncClient, user: User, team_id: str
) -> None:
    await add_member(client, team_id, user)

    accepted = await member.post(f"/teams/{team_id}/news/refresh")

    assert accepted.status_code == 202
    assert (await member.get(accepted.headers["location"])).status_code == 200
    assert (await client.get(accepted.headers["location"])).status_code == 404


@pytest.fixture
async def sources(app: FastAPI, client: AsyncClient, team_id: str) -> list[str]:
    """Add two feeds to the team; return their IDs."""
    web = open_web(app)
    web.page(f"{HOST}/1", content=feed(entry("b", 1), entry("a", 2)))
    web.page(f"{HOST}/2", content=feed(entry("c", 3)))
    made = [await create_source(client, team_id, url=f"{HOST}/{n}") for n in (1, 2)]
    await refresh(app, client, team_id)
    return [each["id"] for each in made]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"sort": "title"}, "abc"),
        ({"sort": "-title"}, "cba"),
        ({"sort": "published_at"}, "bac"),
        ({"sort": "-published_at"}, "cab"),
        ({"size": 2}, "ba"),
        ({"size": 2, "page": 2}, "c"),
        ({"published_at_from": "2026-01-02T12:00:00Z"}, "ac"),
        ({"published_at_to": "2026-01-02T13:00:00+01:00"}, "ba"),
        (
            {
                "published_at_from": "2026-01-02T00:00:00Z",
                "published_at_to": "2026-01-03T00:00:00Z",
            },
            "a",
        ),
        ({"source_id": str(uuid4())}, ""),
    ],
    ids=str,
)
@pytest.mark.usefixtures("sources")
async def test_news_is_filtered_sorted_and_paged(
    client: AsyncClient, team_id: str, query: dict[str, Any], expected: str
) -> None:
    assert "".join(await titles(client, team_id, **query)) == expected


async def test_news_is_filtered_by_its_feed(
    client: AsyncClient, team_id: str, sources: list[str]
) -> None:
    assert await titles(client, team_id, source_id=sources[0]) == ["b", "a"]
    assert await titles(client, team_id, source_id=sources[1]) == ["c"]


@pytest.mark.parametrize(
    "query",
    [
        {"sort": "summary"},
        {"size": 101},
        {"page": 0},
        {"source_id": "one"},
        {"published_at_from": "yesterday"},
        {"team_id": str(uuid4())},
    ],
    ids=str,
)
async def test_invalid_queries_are_refused(
    client: AsyncClient, team_id: str, query: dict[str, Any]
) -> None:
    assert (await client.get(f"/teams/{team_id}/news", params=query)).status_code == 422


async def test_list_needs_a_constant_number_of_statements(
    app: FastAPI, client: AsyncClient, team_id: str, statements: Statements
) -> None:
    await statements.assert_constant(
        client, f"/teams/{team_id}/news", lambda: add_news(app, team_id)
    )
