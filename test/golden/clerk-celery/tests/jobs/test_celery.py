"""The Celery application: its tasks, its schedule, and how it runs a task."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.clients.celery import JOBS, PERIODIC
from app.config import Settings
from app.jobs import celery as module
from app.jobs.celery import create_worker_app
from app.jobs.loop import WorkerLoop
from app.jobs.schedule import SCHEDULE, Periodic
from app.jobs.tasks import LISTED, TASKS
from app.jobs.worker import Worker
from app.models.job import MAX_KIND_LENGTH
from tests.jobs.workers import TASKS as TEST_TASKS

ROUNDS = {f"{PERIODIC}.{each.name}" for each in SCHEDULE}


@pytest.fixture
def loop(settings: Settings) -> WorkerLoop:
    return WorkerLoop(settings)


@pytest.fixture
def celery(settings: Settings, loop: WorkerLoop) -> Any:
    return create_worker_app(settings, loop, TEST_TASKS)


def test_all_tasks_and_periodic_tasks_are_registered(celery: Any) -> None:
    own = {name for name in celery.tasks if not name.startswith("celery.")}

    assert own == TEST_TASKS.keys() | ROUNDS
    assert celery.conf.beat_schedule.keys() == ROUNDS
    assert TASKS.keys() <= module.app.tasks.keys()


def test_kinds_are_unique_and_fit_their_column() -> None:
    assert len(LISTED) == len(TASKS)
    assert all(len(kind) <= MAX_KIND_LENGTH for kind in TASKS)
    assert not any(kind.startswith(f"{PERIODIC}.") for kind in TASKS)


def test_a_message_is_acknowledged_late_and_read_as_json_only(
    celery: Any, settings: Settings
) -> None:
    assert celery.conf.task_acks_late
    assert celery.conf.task_reject_on_worker_lost
    assert celery.conf.accept_content == ["json"]
    assert celery.conf.worker_prefetch_multiplier == 1
    visible = celery.conf.broker_transport_options["visibility_timeout"]
    assert settings.job_time_limit_seconds < celery.conf.task_time_limit < visible


def test_periodic_tasks_have_their_own_queue(celery: Any) -> None:
    queues = {name: celery.amqp.router.route({}, name)["queue"].name for name in celery.tasks}

    assert {queues[kind] for kind in TEST_TASKS} == {JOBS}
    assert {queues[name] for name in ROUNDS} == {PERIODIC}


async def test_tasks_and_periodic_tasks_run_in_the_loop(
    settings: Settings, loop: WorkerLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[UUID | None, Settings]] = []

    async def do(worker: Worker, job_id: UUID | None = None) -> None:
        seen.append((job_id, worker.settings))

    monkeypatch.setattr(module, "run_job", do)
    monkeypatch.setattr(module, "SCHEDULE", [Periodic("round", lambda _: 1, do)])
    celery = create_worker_app(settings, loop, TEST_TASKS)
    job_id = uuid4()

    def run() -> None:
        celery.tasks["tests.echo"](str(job_id))
        celery.tasks[f"{PERIODIC}.round"]()
        loop.close()

    # In a thread, because this one already has an event loop.
    await asyncio.to_thread(run)
    assert seen == [(job_id, settings), (None, settings)]


def test_a_worker_without_a_broker_does_not_start(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(module, "settings", settings)
    with pytest.raises(SystemExit, match="CELERY_BROKER_URL is empty"):
        module.require_broker()

    broker = settings.model_copy(update={"celery_broker_url": "memory://"})
    monkeypatch.setattr(module, "settings", broker)
    module.require_broker()


def test_a_worker_logs_like_the_application(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    seen: list[Settings] = []
    monkeypatch.setattr(module, "configure_logging", seen.append)

    module.configure_worker_logging(sender=None)
    module.close_loop(sender=None)

    assert seen == [module.settings]
