"""The owner of a job is notified of each status, after its commit."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import replace

import pytest
from fastapi import FastAPI
from structlog.testing import capture_logs

from app.enums import EventType, JobStatus
from app.jobs.relay import relay
from app.jobs.runner import run_job
from app.models.user import User
from app.realtime.events import Event, user_topic
from app.realtime.hub import Subscription
from tests.jobs.workers import Clock, add_job, get_job, idle_worker


class WatchingBus:
    """Records published events, with the status in the database at that time."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self.told: list[tuple[str, EventType, JobStatus]] = []

    async def publish(self, topic: str, event: Event) -> None:
        """Record an event."""
        self.told.append((topic, event.type, (await get_job(self.app, event.id)).status))

    def subscribe(self, topics: Iterable[str]) -> AbstractAsyncContextManager[Subscription]:
        """Refuse subscriptions."""
        raise NotImplementedError(topics)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Do nothing: there is no connection."""
        return nullcontext()


class BrokenBus(WatchingBus):
    """Fails to publish."""

    async def publish(self, topic: str, event: Event) -> None:
        raise RuntimeError("a detail")


@pytest.mark.parametrize(
    ("kind", "last"),
    [
        ("tests.echo", JobStatus.SUCCEEDED),
        ("tests.refused", JobStatus.FAILED),
        ("tests.flaky", JobStatus.QUEUED),
    ],
)
async def test_the_owner_is_notified_of_each_status(
    app: FastAPI, user: User, kind: str, last: JobStatus
) -> None:
    bus = WatchingBus(app)
    app.state.backends = replace(app.state.backends, events=bus)
    job = await add_job(app, user, kind)

    await run_job(idle_worker(app, Clock()), job.id)

    topic = user_topic(user.id)
    assert bus.told == [
        (topic, EventType.JOB_CHANGED, JobStatus.RUNNING),
        (topic, EventType.JOB_CHANGED, last),
    ]


async def test_the_owner_is_notified_of_a_job_that_is_given_up(app: FastAPI, user: User) -> None:
    bus = WatchingBus(app)
    app.state.backends = replace(app.state.backends, events=bus)
    worker = idle_worker(app, Clock())
    lost = {"status": JobStatus.RUNNING, "leased_until": worker.clock()}
    await add_job(app, user, attempts=worker.limits.attempts, **lost)

    await relay(worker)

    assert bus.told == [(user_topic(user.id), EventType.JOB_CHANGED, JobStatus.FAILED)]


async def test_a_failure_to_publish_does_not_fail_the_job(app: FastAPI, user: User) -> None:
    app.state.backends = replace(app.state.backends, events=BrokenBus(app))
    job = await add_job(app, user)

    with capture_logs() as logs:
        await run_job(idle_worker(app, Clock()), job.id)

    assert (await get_job(app, job.id)).status is JobStatus.SUCCEEDED
    assert [entry["error"] for entry in logs if "error" in entry] == ["RuntimeError"] * 2
    assert "a detail" not in str(logs)
