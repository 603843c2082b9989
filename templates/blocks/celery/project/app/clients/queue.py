"""Sends jobs to the workers. A message has only the ID of a job; its row has everything else."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol
from uuid import UUID

from kombu.exceptions import KombuError

from app.clients.breaker import CircuitBreaker
from app.clients.celery import create_celery
from app.clients.errors import ClientError
from app.config import Settings
from app.utils.exceptions import UnavailableError

MOST_WAITING = 10_000
# Celery blocks a thread while it sends. The timeout keeps a request from waiting too long.
SENDERS = 4
SEND_SECONDS = 2
# How long no call is made after a failure: until then messages wait for the relay.
REST_SECONDS = 1


class QueueError(UnavailableError):
    """A message could not be sent. The job is not lost: its row waits for the relay."""


class JobQueue(Protocol):
    """Delivers messages to workers. They may be repeated or lost: the row of the job decides."""

    async def send(self, job_id: UUID, kind: str) -> None:
        """Send a job to the workers; raises `QueueError` if the message is not accepted."""

    async def close(self) -> None:
        """Close the connections."""


class LocalQueue:
    """The queue of a process that runs its jobs itself."""

    def __init__(self, *, most_waiting: int = MOST_WAITING) -> None:
        self._waiting: asyncio.Queue[UUID] = asyncio.Queue(most_waiting)

    async def send(self, job_id: UUID, kind: str) -> None:  # noqa: ARG002 - the protocol's
        """Append a job to the queue; raises `QueueError` if the queue is full."""
        try:
            self._waiting.put_nowait(job_id)
        except asyncio.QueueFull as error:
            raise QueueError("Too many jobs are waiting.") from error

    async def take(self) -> UUID:
        """Wait for the next job, and return its ID."""
        return await self._waiting.get()

    @property
    def waiting(self) -> int:
        """The number of waiting jobs."""
        return self._waiting.qsize()

    async def close(self) -> None:
        """Do nothing: after the next start, the relay sends the waiting jobs again."""


class CeleryQueue:
    """Sends jobs to Celery's workers."""

    def __init__(self, settings: Settings) -> None:
        self._celery = create_celery(settings)
        self._threads = ThreadPoolExecutor(SENDERS, thread_name_prefix="broker")
        self._breaker = CircuitBreaker("broker", failures=1, rest_seconds=REST_SECONDS)

    async def send(self, job_id: UUID, kind: str) -> None:
        """Publish a message; raises `QueueError` if the broker does not accept it in time."""
        try:
            await self._breaker.call(partial(self._publish, str(job_id), kind))
        except ClientError as error:
            raise QueueError("The broker does not respond.") from error

    async def close(self) -> None:
        """Close the connections to the broker."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._celery.close)

    async def _publish(self, job_id: str, kind: str) -> None:
        # No retry, which would delay the request: the relay sends the message again.
        publish = partial(self._celery.send_task, kind, args=[job_id], task_id=job_id, retry=False)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await asyncio.get_running_loop().run_in_executor(self._threads, publish)
        except (KombuError, OSError) as error:
            raise ClientError("the broker does not respond", transient=True) from error
