"""The periodic refresh of all teams' news."""

from fastapi import FastAPI
from httpx2 import AsyncClient
from structlog.testing import capture_logs

from app.jobs.news import refresh_all_news
from app.models.user import User
from tests.factories.team import add_member, create_team
from tests.jobs.workers import work_off_all, worker_of
from tests.news import HOST, create_source, entry, feed, open_web, titles


async def test_the_feeds_of_each_team_are_read_by_a_job_of_its_first_owner(
    app: FastAPI, client: AsyncClient, member: AsyncClient, user: User
) -> None:
    open_web(app).page(f"{HOST}/1", content=feed(entry("a")))
    reading = [await create_team(client), await create_team(member)]
    await create_team(client)
    for team, owner in zip(reading, (client, member), strict=True):
        await create_source(owner, team["id"], url=f"{HOST}/1")
    await add_member(client, reading[0]["id"], user, "owner")

    await refresh_all_news(worker_of(app))
    await work_off_all(app)

    for team, owner in zip(reading, (client, member), strict=True):
        (job,) = (await owner.get("/jobs")).json()["items"]
        assert (job["kind"], job["status"]) == ("news.refresh", "succeeded")
        assert await titles(owner, team["id"]) == ["a"]


async def test_teams_without_feeds_get_no_job(app: FastAPI, client: AsyncClient) -> None:
    await create_team(client)

    with capture_logs() as logs:
        await refresh_all_news(worker_of(app))

    assert app.state.backends.queue.waiting == 0
    assert logs == []
