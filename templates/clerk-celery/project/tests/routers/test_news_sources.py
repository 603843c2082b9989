"""The feeds of a team over HTTP: owners manage them, members see them, others do not."""

from typing import Any
from uuid import uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.models.user import User
from tests.factories.team import add_member, create_team
from tests.news import HOST, create_source, entry, feed, open_web, refresh, titles
from tests.statements import Statements


@pytest.fixture
async def team_id(client: AsyncClient) -> str:
    """Return the ID of a team that `client` owns."""
    return str((await create_team(client))["id"])


async def test_a_request_without_login_is_401(visitor: AsyncClient) -> None:
    url = f"/teams/{uuid4()}/news/sources"

    answers = [
        await visitor.get(url),
        await visitor.post(url, json={"url": HOST}),
        await visitor.delete(f"{url}/{uuid4()}"),
    ]

    assert [answer.status_code for answer in answers] == [401] * 3


async def test_the_feeds_of_another_team_are_404(
    client: AsyncClient, member: AsyncClient, team_id: str
) -> None:
    source = await create_source(client, team_id)
    url = f"/teams/{team_id}/news/sources"

    answers = [
        await member.get(url),
        await member.post(url, json={"url": HOST}),
        await member.delete(f"{url}/{source['id']}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert (await client.get(url)).json()["items"] == [source]


async def test_members_see_feeds_and_owners_manage_them(
    client: AsyncClient, member: AsyncClient, user: User, team_id: str
) -> None:
    source = await create_source(client, team_id, title="The blog")
    await add_member(client, team_id, user)
    url = f"/teams/{team_id}/news/sources"

    assert (await member.get(url)).json()["items"] == [source]
    assert (await member.post(url, json={"url": HOST})).status_code == 403
    assert (await member.delete(f"{url}/{source['id']}")).status_code == 403
    assert (source["title"], source["fetched_at"], source["failures"]) == ("The blog", None, 0)


async def test_a_team_has_each_feed_once(client: AsyncClient, team_id: str) -> None:
    source = await create_source(client, team_id)
    other = await create_team(client)

    again = await client.post(f"/teams/{team_id}/news/sources", json={"url": source["url"]})

    assert (again.status_code, again.json()["error_code"]) == (409, "conflict")
    assert (await create_source(client, other["id"], url=source["url"]))["id"] != source["id"]


async def test_the_number_of_feeds_is_limited(
    app: FastAPI, client: AsyncClient, team_id: str
) -> None:
    app.state.settings = app.state.settings.model_copy(update={"news_max_sources": 2})
    for _ in range(2):
        await create_source(client, team_id)

    refused = await client.post(f"/teams/{team_id}/news/sources", json={"url": HOST})

    assert (refused.status_code, refused.json()["detail"]) == (409, "at most 2 feeds per team")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": "no url"},
        {"url": "ftp://feeds.example/1"},
        {"url": "file:///etc/passwd"},
        {"url": f"{HOST}/{'x' * 500}"},
        {"url": f"{HOST}/\0"},
        {"url": "https://me:secret@feeds.example/1"},
        {"url": "https://feeds.example:8443/1"},
        {"url": "http://127.0.0.1/1"},
        {"url": "http://169.254.169.254/latest/meta-data"},
        {"url": "http://[::1]/1"},
        {"url": "http://10.0.0.1/1"},
        {"url": HOST, "title": ""},
        {"url": HOST, "title": "x" * 201},
        {"url": HOST, "team_id": str(uuid4())},
    ],
    ids=str,
)
async def test_an_invalid_feed_is_refused(
    client: AsyncClient, team_id: str, body: dict[str, Any]
) -> None:
    response = await client.post(f"/teams/{team_id}/news/sources", json=body)

    assert response.status_code == 422
    assert "secret" not in response.text


async def test_list_needs_a_constant_number_of_statements(
    client: AsyncClient, team_id: str, statements: Statements
) -> None:
    await statements.assert_constant(
        client, f"/teams/{team_id}/news/sources", lambda: create_source(client, team_id)
    )


async def test_feeds_are_sorted_and_paged(client: AsyncClient, team_id: str) -> None:
    for name in ("b", "a", "c"):
        await create_source(client, team_id, url=f"{HOST}/{name}")

    async def names(**query: Any) -> list[str]:
        response = await client.get(f"/teams/{team_id}/news/sources", params=query)
        assert response.status_code == 200, response.text
        return [source["url"][-1] for source in response.json()["items"]]

    assert await names() == await names(sort="created_at") == ["b", "a", "c"]
    assert await names(sort="-created_at") == ["c", "a", "b"]
    assert await names(sort="url", size=2) == ["a", "b"]
    assert await names(sort="-url", size=2, page=2) == ["a"]
    assert len(await names(sort="-failures")) == len(await names(sort="failures")) == 3


@pytest.mark.parametrize("query", [{"sort": "etag"}, {"size": 101}, {"team_id": str(uuid4())}])
async def test_invalid_queries_are_refused(
    client: AsyncClient, team_id: str, query: dict[str, Any]
) -> None:
    response = await client.get(f"/teams/{team_id}/news/sources", params=query)

    assert response.status_code == 422


async def test_deleting_a_feed_deletes_its_news(
    app: FastAPI, client: AsyncClient, team_id: str
) -> None:
    web = open_web(app)
    web.page(f"{HOST}/one", content=feed(entry("a"), entry("b")), ETag='"1"')
    web.page(f"{HOST}/two", content=feed(entry("b"), entry("c")), ETag='"1"')
    one = await create_source(client, team_id, url=f"{HOST}/one")
    await refresh(app, client, team_id)
    await create_source(client, team_id, url=f"{HOST}/two")
    await refresh(app, client, team_id)
    assert await titles(client, team_id, sort="title") == ["a", "b", "c"]

    deleted = await client.delete(f"/teams/{team_id}/news/sources/{one['id']}")

    assert deleted.status_code == 204
    assert await titles(client, team_id) == ["c"]
    # The shared item now comes from the other feed, which is read in full.
    await refresh(app, client, team_id)
    assert await titles(client, team_id, sort="title") == ["b", "c"]
    assert "If-None-Match" not in web.requests[-1].headers


async def test_a_missing_feed_or_one_of_another_team_cannot_be_deleted(
    client: AsyncClient, team_id: str
) -> None:
    theirs = await create_source(client, (await create_team(client))["id"])

    for key in (theirs["id"], uuid4()):
        url = f"/teams/{team_id}/news/sources/{key}"
        assert (await client.delete(url)).status_code == 404
