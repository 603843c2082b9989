"""The Celery application: `python -m celery -A app.jobs.celery worker`, or `beat`."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from celery import Celery
from celery.signals import beat_init, setup_logging, worker_init, worker_process_shutdown

from app.clients.celery import PERIODIC, create_celery
from app.config import Settings, get_settings
from app.jobs.loop import WorkerLoop
from app.jobs.runner import run_job
from app.jobs.schedule import SCHEDULE, Periodic
from app.jobs.tasks import TASKS
from app.jobs.work import Task
from app.utils.logging import configure_logging

NO_BROKER = "CELERY_BROKER_URL is empty: the application runs its jobs itself, without workers"


def create_worker_app(
    settings: Settings, loop: WorkerLoop, tasks: Mapping[str, Task[Any]] = TASKS
) -> Celery:
    """Create the Celery application that runs these tasks in this loop."""
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
    """Add a task that beat sends periodically."""
    name = f"{PERIODIC}.{periodic.name}"
    seconds = periodic.seconds(settings)

    def run() -> None:
        loop.run(periodic.function)

    celery.task(run, name=name, shared=False)
    # A task that is late by one interval is skipped, because the next one does the same work.
    celery.conf.beat_schedule[name] = {
        "task": name,
        "schedule": seconds,
        "options": {"expires": seconds},
    }


def require_broker(**_: object) -> None:
    """Exit if there is no broker."""
    if not settings.celery_broker_url:
        raise SystemExit(NO_BROKER)


def configure_worker_logging(**_: object) -> None:
    """Configure logging as in the application, instead of Celery's logging."""
    configure_logging(settings)


def close_loop(**_: object) -> None:
    """Close the connections of a worker process."""
    loop.close()


settings = get_settings()
loop = WorkerLoop(settings)
app = create_worker_app(settings, loop)
setup_logging.connect(configure_worker_logging)
worker_init.connect(require_broker)
beat_init.connect(require_broker)
worker_process_shutdown.connect(close_loop)
