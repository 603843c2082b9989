"""The Celery application: `python -m celery -A app.jobs.celery worker`, and the same with `beat`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init, worker_process_shutdown

from app.clients.celery import PERIODIC, create_celery
from app.config import Settings
from app.jobs.loop import WorkerLoop
from app.jobs.runner import run_job
from app.jobs.schedule import SCHEDULE, Periodic
from app.jobs.tasks import TASKS
from app.jobs.work import Task
from app.utils.logging import configure_logging

NO_BROKER = "CELERY_BROKER_URL is empty: the application does its jobs itself, and needs no worker"


def create_worker_app(
    settings: Settings, loop: WorkerLoop, tasks: Mapping[str, Task[Any]] = TASKS
) -> Celery:
    """Return the Celery application that does these tasks in this loop."""
    celery = create_celery(settings)
    celery.conf.worker_consumer = "app.jobs.malformed:TolerantConsumer"
    if settings.celery_broker_url.startswith("redis"):
        celery.conf.broker_transport = "app.jobs.malformed:RedisTransport"

    def run(job_id: str) -> None:
        loop.run(lambda worker: run_job(worker, UUID(job_id)))

    for kind in tasks:
        celery.task(run, name=kind, shared=False)
    for periodic in SCHEDULE:
        add_periodic(celery, settings, loop, periodic)
    return celery


def add_periodic(celery: Celery, settings: Settings, loop: WorkerLoop, periodic: Periodic) -> None:
    """Let the beat send what a worker is to do again and again."""
    name = f"{PERIODIC}.{periodic.name}"
    seconds = periodic.seconds(settings)

    def run() -> None:
        loop.run(periodic.function)

    celery.task(run, name=name, shared=False)
    # What is late by one round is left out: the next round does it too.
    celery.conf.beat_schedule[name] = {
        "task": name,
        "schedule": seconds,
        "options": {"expires": seconds},
    }


def require_broker(**_: object) -> None:
    """End the process when there is nothing to listen to."""
    if not settings.celery_broker_url:
        raise SystemExit(NO_BROKER)


def configure_worker_logging(**_: object) -> None:
    """Log as the application does, instead of as Celery would."""
    configure_logging(settings)


def close_loop(**_: object) -> None:
    """Close what a worker process opened."""
    loop.close()


settings = Settings()
loop = WorkerLoop(settings)
app = create_worker_app(settings, loop)
setup_logging.connect(configure_worker_logging)
worker_init.connect(require_broker)
beat_init.connect(require_broker)
worker_process_shutdown.connect(close_loop)
