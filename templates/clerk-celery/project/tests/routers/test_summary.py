"""The summary of a team's news: cached, and renewed when it is stale."""

import asyncio
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import FastAPI
from httpx2 import AsyncClient

from app.clients.llm.port import Completion, LLMRefusedError, LLMUnavailableError, Prompt
from app.enums import EventType
from app.realtime.events import Event, team_topic
from app.services.summary_writer import INSTRUCTIONS, NO_NEWS
from app.utils.exceptions import DomainError
from tests.factories.team import create_team
from tests.jobs.workers import work_off_all
from tests.news import HOST, create_source, entry, feed, open_web, refresh


class ScriptedModel:
    """A model that records its calls, and fails on demand."""

    def __init__(self) -> None:
        self.prompts: list[Prompt] = []
        self.seconds: list[float] = []
        self.error: DomainError | None = None

    async def complete(self, prompt: Prompt, *, seconds: float) -> Completion:
        """Return the number of calls as a text."""
        self.prompts.append(prompt)
        self.seconds.append(seconds)
        if self.error:
            raise self.error
        return Completion(f"Summary {len(self.prompts)}", 1, 1, "scripted")

    async def aclose(self) -> None:
        """Do nothing: there is no connection."""


@pytest.fixture
def model(app: FastAPI) -> ScriptedModel:
    """Return the model that the application calls."""
    model = ScriptedModel()
    app.state.backends = replace(app.state.backends, llm=model)
    return model


@pytest.fixture
async def team_id(client: AsyncClient) -> str:
    """Return the ID of a team that `client` owns."""
    return str((await create_team(client))["id"])


@pytest.fixture
async def source(app: FastAPI, client: AsyncClient, team_id: str) -> dict[str, Any]:
    """Return a feed that the team has read."""
    open_web(app).page(f"{HOST}/1", content=feed(entry("old", 1), entry("new", 2)))
    source = await create_source(client, team_id, url=f"{HOST}/1")
    await refresh(app, client, team_id)
    return source


async def read(client: AsyncClient, team_id: str) -> dict[str, Any]:
    """Return a team's summary."""
    response = await client.get(f"/teams/{team_id}/summary")
    assert response.status_code == 200, response.text
    summary: dict[str, Any] = response.json()
    return summary


async def renew(app: FastAPI, client: AsyncClient, team_id: str) -> dict[str, Any]:
    """Request a new summary, run its job, and return the job."""
    accepted = await client.post(f"/teams/{team_id}/summary")
    assert accepted.status_code == 202, accepted.text
    await work_off_all(app)
    job: dict[str, Any] = (await client.get(accepted.headers["location"])).json()
    assert job["kind"] == "summary.create"
    return job


async def test_a_request_without_login_is_401(visitor: AsyncClient) -> None:
    url = f"/teams/{uuid4()}/summary"

    assert [(await ask(url)).status_code for ask in (visitor.get, visitor.post)] == [401] * 2


async def test_the_summary_of_another_team_is_404(
    client: AsyncClient, member: AsyncClient, team_id: str
) -> None:
    url = f"/teams/{team_id}/summary"
    await read(client, team_id)

    assert [(await ask(url)).status_code for ask in (member.get, member.post)] == [404] * 2


async def test_without_news_no_model_is_called(
    client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    summary = await read(client, team_id)

    assert (summary["text"], summary["items"], summary["provider"]) == (NO_NEWS, 0, None)
    assert (summary["team_id"], summary["newest_at"], model.prompts) == (team_id, None, [])


@pytest.mark.usefixtures("source")
async def test_a_summary_is_about_the_newest_news(
    app: FastAPI, client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    summary = await read(client, team_id)

    assert (summary["text"], summary["provider"]) == ("Summary 1", "scripted")
    assert (summary["items"], summary["newest_at"]) == (2, "2026-01-02T12:00:00Z")
    (prompt,) = model.prompts
    assert prompt.text == "2026-01-02 new. About new.\n2026-01-01 old. About old."
    assert prompt.system == INSTRUCTIONS
    assert model.seconds == [app.state.settings.summary_seconds]


@pytest.mark.usefixtures("source")
async def test_a_summary_is_written_once(
    client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    first = await read(client, team_id)

    assert await read(client, team_id) == first
    assert len(model.prompts) == 1


async def test_changed_news_makes_a_summary_stale(
    app: FastAPI, client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    web = open_web(app)
    web.page(f"{HOST}/1", content=feed(entry("one")))
    source = await create_source(client, team_id, url=f"{HOST}/1")
    assert (await read(client, team_id))["text"] == NO_NEWS

    await refresh(app, client, team_id)
    assert (await read(client, team_id))["text"] == "Summary 1"

    await refresh(app, client, team_id)
    assert (await read(client, team_id))["text"] == "Summary 1"

    web.page(f"{HOST}/1", content=feed(entry("one"), entry("two")))
    await refresh(app, client, team_id)
    assert (await read(client, team_id))["text"] == "Summary 2"

    await client.delete(f"/teams/{team_id}/news/sources/{source['id']}")
    assert (await read(client, team_id))["text"] == NO_NEWS
    assert len(model.prompts) == 2


@pytest.mark.usefixtures("source")
async def test_an_unavailable_model_is_a_503_and_is_not_cached(
    client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    model.error = LLMUnavailableError("No language model responds.", retry_after=7)
    url = f"/teams/{team_id}/summary"

    down = await client.get(url)

    assert (down.status_code, down.json()["error_code"]) == (503, "llm_unavailable")
    assert down.headers["retry-after"] == "7"
    model.error = None
    assert (await read(client, team_id))["text"] == "Summary 2"


@pytest.mark.usefixtures("source")
async def test_a_refusal_of_all_models_is_a_502(
    client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    model.error = LLMRefusedError("All language models refused this request.")

    assert (await client.get(f"/teams/{team_id}/summary")).status_code == 502


@pytest.mark.usefixtures("source")
async def test_a_job_renews_the_summary_and_notifies_the_team(
    app: FastAPI, client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    await read(client, team_id)

    async with app.state.backends.events.subscribe([team_topic(UUID(team_id))]) as events:
        job = await renew(app, client, team_id)
        async with asyncio.timeout(5):
            event = await events.next()

    assert (job["status"], job["result"]["text"]) == ("succeeded", "Summary 2")
    assert await read(client, team_id) == job["result"]
    assert event == Event(type=EventType.SUMMARY_CHANGED, id=UUID(team_id))
    assert model.seconds[1] == app.state.settings.summary_job_seconds


@pytest.mark.usefixtures("source")
async def test_a_failed_job_is_retried_and_keeps_the_cached_summary(
    app: FastAPI, client: AsyncClient, model: ScriptedModel, team_id: str
) -> None:
    before = await read(client, team_id)
    model.error = LLMUnavailableError("No language model responds.")

    job = await renew(app, client, team_id)

    assert (job["status"], job["error"]) == ("queued", "No language model responds.")
    assert await read(client, team_id) == before


@pytest.mark.usefixtures("source")
async def test_the_fake_model_responds_in_time(client: AsyncClient, team_id: str) -> None:
    summary = await read(client, team_id)

    assert summary["provider"] == "fake"
    assert summary["text"].startswith("2026-01-02 new.")
