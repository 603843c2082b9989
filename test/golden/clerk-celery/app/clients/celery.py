"""The configuration of Celery, the same for the application and the workers."""

import ssl
from typing import Any

from celery import Celery

from app.config import Settings
from app.utils.job_limits import JobLimits

# Jobs of users and periodic work have a queue each, so that neither waits for the other.
JOBS = "jobs"
PERIODIC = "periodic"

CONNECT_SECONDS = 1
ANSWER_SECONDS = 5


def create_celery(settings: Settings) -> Celery:
    """Return a Celery application. It connects on first use, so it may be made before a fork."""
    limits = JobLimits.of(settings)
    celery = Celery("app", broker=settings.celery_broker_url, set_as_current=False)
    celery.conf.update(
        # Nothing but JSON is read: a pickle from a broker would be code from a broker.
        accept_content=["json"],
        task_serializer="json",
        # What became of a job is in its row; here it would be kept a second time.
        task_ignore_result=True,
        task_default_queue=JOBS,
        task_queues={name: {"routing_key": name} for name in (JOBS, PERIODIC)},
        task_routes={f"{PERIODIC}.*": {"queue": PERIODIC}},
        task_create_missing_queues=False,
        # A message is gone when the work is done, not when it begins, and one at a time is taken.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        # The soft limit is the loop's own, which cancels: Celery's would be raised from a signal
        # handler, anywhere in the loop. This one kills the process.
        task_time_limit=limits.hard.total_seconds(),
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=ANSWER_SECONDS,
        broker_transport_options=transport_options(settings.celery_broker_url, limits),
        broker_use_ssl=tls_options(settings.celery_broker_url),
        # The log is ours, on standard output.
        worker_redirect_stdouts=False,
        timezone="UTC",
    )
    return celery


def transport_options(url: str, limits: JobLimits) -> dict[str, Any]:
    """Return the options of the connection to a broker, RabbitMQ or Redis."""
    if url.startswith("amqp"):
        # A message is sent once RabbitMQ has said that it has it.
        return {"confirm_publish": True}
    return {
        # Longer than any job takes: Redis gives a message to another worker after that.
        "visibility_timeout": limits.lost.total_seconds(),
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": ANSWER_SECONDS,
        # By default a second try comes after two seconds, and a request would wait for it.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }


def tls_options(url: str) -> dict[str, Any] | None:
    """Return what verifies the certificate of a broker; Celery's default verifies nothing."""
    if url.startswith("rediss://"):
        return {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    if url.startswith("amqps://"):
        # Without a name, that of the URL is compared with the certificate's.
        return {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": None}
    return None
