"""The configuration of Celery, shared by the application and the workers."""

import ssl
from typing import Any

from celery import Celery

from app.config import Settings
from app.utils.job_limits import JobLimits

# User jobs and periodic tasks have separate queues, so that neither waits for the other.
JOBS = "jobs"
PERIODIC = "periodic"

CONNECT_SECONDS = 1
ANSWER_SECONDS = 5


def create_celery(settings: Settings) -> Celery:
    """Create a Celery application. It connects on first use, so it may be created before a fork."""
    limits = JobLimits.of(settings)
    celery = Celery("app", broker=settings.celery_broker_url, set_as_current=False)
    celery.conf.update(
        # Only JSON is accepted: unpickling a message could execute code.
        accept_content=["json"],
        task_serializer="json",
        # The row of a job has its result, so Celery need not store it.
        task_ignore_result=True,
        task_default_queue=JOBS,
        task_queues={name: {"routing_key": name} for name in (JOBS, PERIODIC)},
        task_routes={f"{PERIODIC}.*": {"queue": PERIODIC}},
        task_create_missing_queues=False,
        # A message is acknowledged after its work, and a worker takes one at a time.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        worker_prefetch_multiplier=1,
        # The hard limit kills the process. The event loop enforces the soft one by cancellation:
        # Celery's would raise from a signal handler, anywhere in the loop.
        task_time_limit=limits.hard.total_seconds(),
        broker_connection_retry_on_startup=True,
        broker_connection_timeout=ANSWER_SECONDS,
        broker_transport_options=transport_options(settings.celery_broker_url, limits),
        broker_use_ssl=tls_options(settings.celery_broker_url),
        # The application configures logging to standard output.
        worker_redirect_stdouts=False,
        timezone="UTC",
    )
    return celery


def transport_options(url: str, limits: JobLimits) -> dict[str, Any]:
    """Return the options of the connection to a broker, RabbitMQ or Redis."""
    if url.startswith("amqp"):
        # Wait until RabbitMQ has confirmed the message.
        return {"confirm_publish": True}
    return {
        # Longer than any job: after that, the message is redelivered to another worker.
        "visibility_timeout": limits.lost.total_seconds(),
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": ANSWER_SECONDS,
        # The default retries after two seconds, which would delay a request.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0,
    }


def tls_options(url: str) -> dict[str, Any] | None:
    """Return the options that verify a broker's certificate; Celery's default verifies nothing."""
    if url.startswith("rediss://"):
        return {"ssl_cert_reqs": ssl.CERT_REQUIRED}
    if url.startswith("amqps://"):
        # Without a name, the certificate is checked against the host in the URL.
        return {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": None}
    return None
