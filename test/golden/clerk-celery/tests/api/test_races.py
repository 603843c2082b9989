"""Concurrent requests. Each has its own connection, so the tests delete the rows themselves."""

import asyncio
from collections.abc import AsyncGenerator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import ASGITransport, AsyncClient, Response
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import QueuePool

from app.clients.feeds import Entry, Feed, FeedReader
from app.clients.fetch import NOTHING_KNOWN, Validators
from app.clients.llm.port import Completion, Prompt
from app.config import Settings
from app.jobs.runner import run_job
from app.main import create_app
from app.models import Base
from app.models.base import utc_now
from app.models.invitation import Invitation
from app.models.job import Job
from app.models.membership import Membership
from app.models.news_item import NewsItem
from app.models.news_source import NewsSource
from app.models.user import User
from app.models.user_preferences import UserPreferences
from app.models.webhook_receipt import WebhookReceipt
from app.repositories.news_item import NewItem, NewsItemRepository
from app.services.news import NEWS_REFRESH
from app.utils.database import create_session_factory
from tests.clerk import bearer, delivery_headers, user_event, with_test_issuer
from tests.factories.team import add_member, create_team
from tests.factories.user import create_user
from tests.jobs.workers import add_job, worker_of
from tests.news import create_source

AT_ONCE = 8


@pytest.fixture
async def racing(settings: Settings, engine: AsyncEngine) -> AsyncGenerator[FastAPI]:
    """Yield an application whose requests commit, and empty every table afterwards."""
    app = create_app(settings)
    app.state.engine = engine
    app.state.session_factory = create_session_factory(engine)
    app.state.backends = with_test_issuer(app.state.backends, settings)
    yield app
    async with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            await connection.execute(table.delete())


@pytest.fixture
async def ada(racing: FastAPI) -> AsyncGenerator[AsyncClient]:
    """Yield a client that is logged in as a user without a row."""
    async with AsyncClient(
        transport=ASGITransport(app=racing), base_url="http://test", headers=bearer("user_ada")
    ) as client:
        yield client


async def rows(app: FastAPI, model: type[Base]) -> int:
    """Return the number of rows in a table."""
    async with app.state.session_factory() as session:
        return int(await session.scalar(select(func.count()).select_from(model)))


def statuses(answers: list[Response]) -> list[int]:
    """Return the sorted status codes of responses."""
    return sorted(answer.status_code for answer in answers)


async def test_concurrent_first_requests_create_one_user(racing: FastAPI, ada: AsyncClient) -> None:
    answers = await asyncio.gather(*(ada.get("/me") for _ in range(AT_ONCE)))

    assert statuses(answers) == [200] * AT_ONCE
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await rows(racing, User) == 1


async def test_a_first_request_during_a_webhook_creates_one_user(
    racing: FastAPI, ada: AsyncClient
) -> None:
    body = user_event("user.created", "user_ada")

    answers = await asyncio.gather(
        *(ada.get("/me") for _ in range(AT_ONCE)),
        ada.post("/webhooks/clerk", content=body, headers=delivery_headers(body)),
    )

    assert statuses(answers) == [200] * AT_ONCE + [204]
    assert (await ada.get("/me")).json()["email"] == "ada@example.com"
    assert await rows(racing, User) == 1


async def test_concurrent_deliveries_of_a_webhook_are_received_once(
    racing: FastAPI, ada: AsyncClient
) -> None:
    body = user_event("user.created", "user_ada")
    headers = delivery_headers(body, delivery_id="msg_1")

    answers = await asyncio.gather(
        *(ada.post("/webhooks/clerk", content=body, headers=headers) for _ in range(AT_ONCE))
    )

    assert statuses(answers) == [204] * AT_ONCE
    assert await rows(racing, WebhookReceipt) == 1


async def test_concurrent_puts_of_preferences_create_one_row(
    racing: FastAPI, ada: AsyncClient
) -> None:
    body = {"locale": "en", "time_zone": "UTC", "theme": "dark", "email_digest": "daily"}

    answers = await asyncio.gather(*(ada.put("/me/preferences", json=body) for _ in range(AT_ONCE)))

    assert statuses(answers) == [200] * AT_ONCE
    assert await rows(racing, UserPreferences) == 1


async def test_one_of_the_owners_who_leave_at_once_remains(
    racing: FastAPI, ada: AsyncClient
) -> None:
    team = await create_team(ada)
    url = f"/teams/{team['id']}/members"
    people = {(await ada.get("/me")).json()["id"]: bearer("user_ada")}
    for _ in range(3):
        other: dict[str, Any] = await create_user(ada)
        people[other["id"]] = bearer(other["clerk_id"])
        await add_member(ada, team["id"], other, "owner")

    answers = await asyncio.gather(
        *(ada.delete(f"{url}/{user_id}", headers=headers) for user_id, headers in people.items())
    )

    assert statuses(answers) == [204, 204, 204, 409]


async def test_concurrently_added_feeds_respect_the_limit(
    racing: FastAPI, ada: AsyncClient
) -> None:
    racing.state.settings = racing.state.settings.model_copy(update={"news_max_sources": 2})
    url = f"/teams/{(await create_team(ada))['id']}/news/sources"

    answers = await asyncio.gather(
        *(ada.post(url, json={"url": f"https://feeds.example/{n}"}) for n in range(AT_ONCE))
    )

    assert statuses(answers) == [201] * 2 + [409] * (AT_ONCE - 2)
    assert await rows(racing, NewsSource) == 2


async def test_nothing_is_stored_for_a_user_who_is_deleted_concurrently(
    racing: FastAPI, ada: AsyncClient
) -> None:
    team_id = (await create_team(ada))["id"]
    bob: dict[str, Any] = await create_user(ada)
    headers = bearer(bob["clerk_id"])
    await ada.post(f"/teams/{team_id}/invitations", json={"user_id": bob["id"]})
    preferences = {"locale": "en", "time_zone": "UTC", "theme": "dark", "email_digest": "daily"}
    body = user_event("user.deleted", bob["clerk_id"])

    await asyncio.gather(
        ada.post("/webhooks/clerk", content=body, headers=delivery_headers(body)),
        ada.post(f"/me/invitations/{team_id}/accept", headers=headers),
        ada.put("/me/preferences", json=preferences, headers=headers),
        ada.post("/teams", json={"name": "Bob's"}, headers=headers),
        *(ada.patch("/me", json={"display_name": "Bob"}, headers=headers) for _ in range(AT_ONCE)),
    )

    async with racing.state.session_factory() as session:
        user = await session.get_one(User, UUID(bob["id"]))
        kept = await session.scalar(
            select(func.count()).select_from(Membership).where(Membership.user_id == user.id)
        )
    assert (user.deleted_at is None, user.display_name, kept) == (False, None, 0)
    assert await rows(racing, UserPreferences) == 0


async def test_a_user_who_accepts_is_not_invited_again_concurrently(
    racing: FastAPI, ada: AsyncClient
) -> None:
    team_id = (await create_team(ada))["id"]
    url = f"/teams/{team_id}/invitations"
    bob: dict[str, Any] = await create_user(ada)
    body = {"user_id": bob["id"]}
    await ada.post(url, json=body)

    answers = await asyncio.gather(
        ada.post(f"/me/invitations/{team_id}/accept", headers=bearer(bob["clerk_id"])),
        *(ada.post(url, json=body) for _ in range(AT_ONCE)),
    )

    assert statuses(answers) == [200] + [409] * AT_ONCE
    assert await rows(racing, Invitation) == 0


async def test_a_demoted_owner_does_not_delete_the_team_concurrently(
    racing: FastAPI, ada: AsyncClient
) -> None:
    team_id = (await create_team(ada))["id"]
    bob: dict[str, Any] = await create_user(ada)
    await add_member(ada, team_id, bob, "owner")
    me = (await ada.get("/me")).json()["id"]

    demoted, deleted = await asyncio.gather(
        ada.put(
            f"/teams/{team_id}/members/{me}",
            json={"role": "member"},
            headers=bearer(bob["clerk_id"]),
        ),
        ada.delete(f"/teams/{team_id}"),
    )

    assert (demoted.status_code, deleted.status_code) in {(200, 403), (404, 204)}


class PausedModel:
    """A model that waits until `may_respond` is set."""

    def __init__(self) -> None:
        self.is_called = asyncio.Event()
        self.may_respond = asyncio.Event()

    async def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """Wait, and return a text."""
        self.is_called.set()
        async with asyncio.timeout(seconds):
            await self.may_respond.wait()
        return Completion(prompt.text, 1, 1, "paused")

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


async def no_connection_is_used(engine: AsyncEngine) -> None:
    """Wait until all connections are back in the pool."""
    assert isinstance(engine.pool, QueuePool)
    async with asyncio.timeout(5):
        while engine.pool.checkedout():  # noqa: ASYNC110 - the pool has no event
            await asyncio.sleep(0.01)


async def add_news(app: FastAPI, client: AsyncClient) -> str:
    """Create a team with a piece of news, and return its ID."""
    team_id: str = (await create_team(client))["id"]
    source = await create_source(client, team_id)
    item = NewItem("1", "News", None, "", utc_now())
    async with app.state.session_factory() as session:
        kept = await session.get_one(NewsSource, UUID(source["id"]))
        await NewsItemRepository(session).add_missing(kept, [item])
        await session.commit()
    return team_id


async def test_no_request_holds_a_connection_while_a_model_responds(
    racing: FastAPI, engine: AsyncEngine, ada: AsyncClient
) -> None:
    model = PausedModel()
    racing.state.backends = replace(racing.state.backends, llm=model)
    url = f"/teams/{await add_news(racing, ada)}/summary"

    requests = [asyncio.create_task(ada.get(url)) for _ in range(AT_ONCE)]
    await model.is_called.wait()
    await no_connection_is_used(engine)
    model.may_respond.set()

    assert statuses(await asyncio.gather(*requests)) == [200] * AT_ONCE


async def test_no_job_holds_a_connection_while_a_model_responds(
    racing: FastAPI, engine: AsyncEngine, ada: AsyncClient
) -> None:
    model = PausedModel()
    racing.state.backends = replace(racing.state.backends, llm=model)
    job = (await ada.post(f"/teams/{await add_news(racing, ada)}/summary")).json()

    running = asyncio.create_task(run_job(worker_of(racing), UUID(job["id"])))
    await model.is_called.wait()
    await no_connection_is_used(engine)
    model.may_respond.set()
    await running

    assert (await ada.get(f"/jobs/{job['id']}")).json()["status"] == "succeeded"


class SlowReader(FeedReader):
    """Returns the same feed to all readers, once all of them and the test wait."""

    def __init__(self, readers: int) -> None:
        self.is_called = asyncio.Event()
        self.all_here = asyncio.Barrier(readers)

    async def check(self, url: str) -> None:
        """Accept every URL."""

    async def read(self, url: str, known: Validators = NOTHING_KNOWN) -> Feed | None:
        self.is_called.set()
        await self.all_here.wait()
        return Feed((Entry(f"{url}#1", "News", url, utc_now(), ""),), known)


async def test_concurrent_jobs_store_news_once_and_hold_no_connection_meanwhile(
    racing: FastAPI, engine: AsyncEngine, ada: AsyncClient
) -> None:
    reader = SlowReader(5)
    racing.state.backends = replace(racing.state.backends, feeds=reader)
    team_id = (await create_team(ada))["id"]
    await create_source(ada, team_id)
    async with racing.state.session_factory() as session:
        user = await session.scalar(select(User))
    payload = {"team_id": team_id, "asked_at": utc_now().isoformat()}
    jobs = [await add_job(racing, user, NEWS_REFRESH, payload=payload) for _ in range(4)]

    worker = worker_of(racing)
    running = [asyncio.create_task(run_job(worker, job.id)) for job in jobs]
    await reader.is_called.wait()
    await no_connection_is_used(engine)
    await reader.all_here.wait()
    await asyncio.gather(*running)

    done = [(await ada.get(f"/jobs/{job.id}")).json() for job in jobs]
    assert sorted(job["result"]["new_items"] for job in done) == [0, 0, 0, 1]
    assert await rows(racing, NewsItem) == 1


@pytest.mark.parametrize("path", ["summary", "news/refresh"])
async def test_concurrent_requests_for_a_job_create_one(
    racing: FastAPI, ada: AsyncClient, path: str
) -> None:
    team_id = (await create_team(ada))["id"]

    answers = await asyncio.gather(*(ada.post(f"/teams/{team_id}/{path}") for _ in range(AT_ONCE)))

    assert statuses(answers) == [202] * AT_ONCE
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert await rows(racing, Job) == 1
