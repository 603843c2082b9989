"""Sends jobs to the workers. A message names a job; the job's row has everything else."""

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
# Celery blocks a thread while it sends. None waits for longer than a request should.
SENDERS = 4
SEND_SECONDS = 2
# How long a broker that failed is left alone: until then messages wait for the relay at once.
REST_SECONDS = 1


class QueueError(UnavailableError):
    """A message could not be sent. The job is not lost: its row waits for the relay."""


class JobQueue(Protocol):
    """What takes messages to workers. One may come twice, or never: the job's row decides."""

    async def send(self, job_id: UUID, kind: str) -> None:
        """Send a job to the workers; raises `QueueError` if the message is not taken."""

    async def close(self) -> None:
        """Close what is open."""


class LocalQueue:
    """The queue of a process that is its own worker."""

    def __init__(self, *, most_waiting: int = MOST_WAITING) -> None:
        self._waiting: asyncio.Queue[UUID] = asyncio.Queue(most_waiting)

    async def send(self, job_id: UUID, kind: str) -> None:  # noqa: ARG002 - the protocol's
        """Put a job at the end of the queue; raises `QueueError` when the queue is full."""
        try:
            self._waiting.put_nowait(job_id)
        except asyncio.QueueFull as error:
            raise QueueError("Too many jobs are waiting.") from error

    async def take(self) -> UUID:
        """Return the next job, and wait for one if there is none."""
        return await self._waiting.get()

    @property
    def waiting(self) -> int:
        """How many jobs are waiting."""
        return self._waiting.qsize()

    async def close(self) -> None:
        """Forget what is waiting; the relay of the next start remembers."""


class CeleryQueue:
    """The queues of Celery's workers."""

    def __init__(self, settings: Settings) -> None:
        self._celery = create_celery(settings)
        self._threads = ThreadPoolExecutor(SENDERS, thread_name_prefix="broker")
        self._breaker = CircuitBreaker("broker", failures=1, rest_seconds=REST_SECONDS)

    async def send(self, job_id: UUID, kind: str) -> None:
        """Publish a message; raises `QueueError` when the broker does not take it in time."""
        try:
            await self._breaker.call(partial(self._publish, str(job_id), kind))
        except ClientError as error:
            raise QueueError("The broker does not answer.") from error

    async def close(self) -> None:
        """Close the connections to the broker."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        await asyncio.to_thread(self._celery.close)

    async def _publish(self, job_id: str, kind: str) -> None:
        # No retry, which would make a request wait: the relay sends the message again.
        publish = partial(self._celery.send_task, kind, args=[job_id], task_id=job_id, retry=False)
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await asyncio.get_running_loop().run_in_executor(self._threads, publish)
        except (KombuError, OSError) as error:
            raise ClientError("the broker does not answer", transient=True) from error
