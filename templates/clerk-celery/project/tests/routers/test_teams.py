"""Teams over HTTP."""

import datetime as dt
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import AsyncClient
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from app.models.base import utc_now
from app.models.membership import Membership
from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from app.models.user import User
from tests.factories.counter import next_number
from tests.factories.team import add_member, create_team
from tests.factories.user import create_user
from tests.statements import Statements


async def test_the_creator_of_a_team_owns_it(client: AsyncClient) -> None:
    team = await create_team(client, name="Engine")

    assert (team["name"], team["role"]) == ("Engine", "owner")
    assert (await client.get(f"/teams/{team['id']}")).json() == team


async def test_another_team_is_404(client: AsyncClient, member: AsyncClient) -> None:
    team = await create_team(client)
    url = f"/teams/{team['id']}"

    answers = [
        await member.get(url),
        await member.patch(url, json={"name": "Mine"}),
        await member.delete(url),
        await member.get(f"{url}/dashboard"),
        await member.get(f"{url}/members"),
        await member.put(f"{url}/members/{uuid4()}", json={"role": "owner"}),
        await member.delete(f"{url}/members/{uuid4()}"),
        await member.get(f"/teams/{uuid4()}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 8
    # The same response as for a missing team, except for the path.
    assert answers[0].json()["detail"] == answers[-1].json()["detail"]
    assert (await member.get("/teams")).json()["total"] == 0
    assert (await client.get(url)).json() == team


async def test_members_see_a_team_and_owners_change_it(
    client: AsyncClient, member: AsyncClient, user: User
) -> None:
    team = await create_team(client)
    url = f"/teams/{team['id']}"
    await add_member(client, team["id"], user)

    assert (await member.get(url)).json()["role"] == "member"
    assert (await member.patch(url, json={"name": "Mine"})).status_code == 403
    assert (await member.delete(url)).status_code == 403

    changed = await client.patch(url, json={"name": "Ours"})
    same = await client.patch(url, json={})

    assert changed.json()["name"] == same.json()["name"] == "Ours"
    assert (await client.delete(url)).status_code == 204
    assert (await client.get(url)).status_code == 404
    assert (await member.get("/teams")).json()["items"] == []


@pytest.mark.parametrize(
    "body", [{}, {"name": ""}, {"name": "x" * 101}, {"name": "\0"}, {"name": None}], ids=str
)
async def test_a_team_needs_a_name(client: AsyncClient, body: dict[str, Any]) -> None:
    team = await create_team(client)

    assert (await client.post("/teams", json=body)).status_code == 422
    if body:
        assert (await client.patch(f"/teams/{team['id']}", json=body)).status_code == 422


async def test_a_users_teams_are_filtered_sorted_and_paged(
    client: AsyncClient, member: AsyncClient, user: User
) -> None:
    mine = [await create_team(member, name=name) for name in ("b", "a", "c")]
    other = await create_team(client, name="d")
    await add_member(client, other["id"], user)

    async def names(**query: Any) -> list[str]:
        response = await member.get("/teams", params=query)
        assert response.status_code == 200, response.text
        return [team["name"] for team in response.json()["items"]]

    assert await names(sort="name") == ["a", "b", "c", "d"]
    assert await names(sort="-name", size=2) == ["d", "c"]
    assert await names(sort="name", size=2, page=2) == ["c", "d"]
    assert await names(sort="created_at") == ["b", "a", "c", "d"]
    assert await names(sort="-updated_at", size=1) == ["d"]
    assert await names(role="member") == ["d"]
    assert await names(role="owner", name="a") == ["a"]
    assert await names(created_at_from=utc_now().isoformat()) == []
    assert await names(created_at_to=mine[0]["created_at"]) == []
    page = (await member.get("/teams", params={"size": 3, "page": 2})).json()
    assert (page["total"], page["pages"], len(page["items"])) == (4, 2, 1)
    assert (await member.get("/teams", params={"page": 9})).json()["total"] == 4


@pytest.mark.parametrize(
    "query",
    [{"sort": "secret"}, {"size": 101}, {"page": 0}, {"role": "boss"}, {"owner": "me"}],
    ids=str,
)
async def test_invalid_queries_are_refused(client: AsyncClient, query: dict[str, Any]) -> None:
    team = await create_team(client)

    for path in ("/teams", f"/teams/{team['id']}/members"):
        assert (await client.get(path, params=query)).status_code == 422


async def test_list_needs_a_constant_number_of_statements(
    member: AsyncClient, statements: Statements
) -> None:
    await statements.assert_constant(member, "/teams", lambda: create_team(member))


async def test_a_dashboard_counts_the_members_of_the_team(
    client: AsyncClient, user: User, session: AsyncSession, statements: Statements
) -> None:
    team = await create_team(client)
    for _ in range(2):
        await add_member(client, team["id"], await create_user(client))
    await add_member(client, team["id"], user, "owner")
    long_ago = utc_now() - dt.timedelta(days=31)
    await session.execute(
        update(Membership)
        .where(Membership.team_id == UUID(team["id"]), Membership.user_id == user.id)
        .values(created_at=long_ago)
    )
    await session.commit()
    await create_team(client)

    with statements.asked() as asked:
        response = await client.get(f"/teams/{team['id']}/dashboard")

    assert response.status_code == 200
    dashboard = response.json()
    members = dashboard["members"]
    assert dashboard["team"]["id"] == team["id"]
    assert (members["total"], members["by_role"]) == (4, {"owner": 2, "member": 2})
    assert members["joined_last_30_days"] == 3
    assert dt.datetime.fromisoformat(members["last_joined_at"]) > long_ago
    # One query each for the user, the team, the figures of the members and those of the news.
    assert len([each for each in asked if each.startswith("SELECT")]) == 4


async def test_a_dashboard_counts_the_news_of_the_team(
    client: AsyncClient, session: AsyncSession
) -> None:
    team, other = [await create_team(client) for _ in range(2)]
    figures = (await client.get(f"/teams/{team['id']}/dashboard")).json()["news"]
    assert figures == {"sources": 0, "failing_sources": 0, "items_last_7_days": 0}
    for key, failures, days in ((team, 0, 8), (team, 3, 6), (team, 0, 1), (other, 1, 1)):
        number = next_number()
        of_team = {"team_id": UUID(key["id"])}
        source = NewsSource(**of_team, url=f"https://feeds.example/{number}", failures=failures)
        session.add(source)
        await session.flush()
        published_at = utc_now() - dt.timedelta(days=days)
        values = {"fingerprint": str(number), "title": "News", "summary": ""}
        session.add(NewsItem(**of_team, **values, source_id=source.id, published_at=published_at))
    await session.commit()

    figures = (await client.get(f"/teams/{team['id']}/dashboard")).json()["news"]

    assert figures == {"sources": 3, "failing_sources": 1, "items_last_7_days": 2}


async def test_a_dashboard_includes_roles_without_members(client: AsyncClient) -> None:
    team = await create_team(client)

    response = await client.get(f"/teams/{team['id']}/dashboard")

    assert response.json()["members"]["by_role"] == {"owner": 1, "member": 0}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/teams"),
        ("POST", "/teams"),
        ("GET", f"/teams/{uuid4()}"),
        ("PATCH", f"/teams/{uuid4()}"),
        ("DELETE", f"/teams/{uuid4()}"),
        ("GET", f"/teams/{uuid4()}/dashboard"),
        ("GET", f"/teams/{uuid4()}/members"),
        ("PUT", f"/teams/{uuid4()}/members/{uuid4()}"),
        ("DELETE", f"/teams/{uuid4()}/members/{uuid4()}"),
    ],
)
async def test_a_request_without_login_is_401(visitor: AsyncClient, method: str, path: str) -> None:
    assert (await visitor.request(method, path)).status_code == 401


@pytest.mark.parametrize("path", ["/teams/1", "/teams/1/dashboard", "/teams/1/members"])
async def test_an_invalid_id_is_422(client: AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 422
