"""One attempt at a job: claim it, run it, and store the result."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from uuid import UUID

import structlog

from app.enums import EventType, JobStatus
from app.jobs.backoff import delay
from app.jobs.work import Work
from app.jobs.worker import Worker
from app.models.job import Job
from app.realtime.events import Event, user_topic
from app.repositories.job_ledger import JobLedger
from app.repositories.unit_of_work import SqlUnitOfWork, attempt
from app.utils.exceptions import DomainError, TransactionAbortedError, UnavailableError
from app.utils.retryable import RetryableError

UNFORESEEN = "The job failed unexpectedly."
TOO_LONG = "The job took too long."

logger = structlog.get_logger(__name__)


class LeaseLostError(Exception):
    """Another worker has taken the job, because this one was too slow: roll its changes back."""


async def run_job(worker: Worker, job_id: UUID) -> None:
    """Run a job, unless it is finished or another worker has it: messages may be repeated.

    The changes of the job and its success are one transaction, so it takes effect once, even after
    several attempts.
    """
    job = await claim(worker, job_id)
    if job is None:
        return
    try:
        await tell(worker, job, JobStatus.RUNNING)
        await do(worker, job)
    except LeaseLostError:
        logger.warning("job lost", job_id=str(job.id), kind=job.kind)
    except asyncio.CancelledError:
        # The process is stopping. The next worker runs the job again, at once.
        await settle(worker, job, JobStatus.QUEUED, lambda ledger: ledger.release(job))
        raise
    except Exception as error:  # noqa: BLE001 - after any error, the row must have a final status
        await end(worker, job, error)
    else:
        await tell(worker, job, JobStatus.SUCCEEDED)


async def claim(worker: Worker, job_id: UUID) -> Job | None:
    """Claim a job; return `None` if there is nothing to do."""
    async with worker.sessions() as session:
        job = await JobLedger(session, worker.limits).claim(job_id, worker.clock())
        await session.commit()
    return job


async def do(worker: Worker, job: Job) -> None:
    """Run the task, and commit its changes together with its result.

    Raises `TimeoutError` after the soft limit, `LeaseLostError` if another worker has the job, and
    all errors of the task.
    """
    async with worker.sessions() as session:
        work = Work(job.user_id, worker.settings, worker.backends, session)
        async with asyncio.timeout(worker.limits.soft.total_seconds()):
            result = await worker.tasks[job.kind](work, job.payload)
        ledger = JobLedger(session, worker.limits)
        if not await ledger.succeed(job, result, worker.clock()):
            raise LeaseLostError
        await SqlUnitOfWork(session).commit()


async def end(worker: Worker, job: Job, error: Exception) -> None:
    """Requeue a job if a retry may help, or record why it failed for good."""
    now = worker.clock()
    if is_retryable(error) and job.attempts < worker.limits.attempts:
        at_least = error.retry_after if isinstance(error, RetryableError) else None
        due_at = now + delay(job.attempts, worker.rng(), at_least=at_least)
        await settle(
            worker, job, JobStatus.QUEUED, lambda ledger: ledger.retry(job, reason(error), due_at)
        )
        return
    if not isinstance(error, DomainError | TimeoutError):
        logger.error("job failed unexpectedly", job_id=str(job.id), kind=job.kind, exc_info=error)
    await settle(worker, job, JobStatus.FAILED, lambda ledger: ledger.fail(job, reason(error), now))


def is_retryable(error: Exception) -> bool:
    """Return whether a retry may succeed: after an outage, or an aborted transaction."""
    return isinstance(error, UnavailableError | TransactionAbortedError)


def reason(error: Exception) -> str:
    """Return the message that the owner of a job may see."""
    if isinstance(error, TimeoutError):
        return TOO_LONG
    return error.detail if isinstance(error, DomainError) else UNFORESEEN


async def settle(
    worker: Worker,
    job: Job,
    status: JobStatus,
    change: Callable[[JobLedger], Awaitable[bool]],
) -> None:
    """Change the row in its own transaction: that of the work is rolled back."""
    async with worker.sessions() as session:
        settled = await change(JobLedger(session, worker.limits))
        await session.commit()
    if settled:
        await tell(worker, job, status)


async def tell(worker: Worker, job: Job, status: JobStatus) -> None:
    """Log and publish the new status of a job. Called after the commit of every change."""
    logger.info("job", job_id=str(job.id), kind=job.kind, status=status, attempt=job.attempts)
    event = Event(type=EventType.JOB_CHANGED, id=job.id)
    await attempt(partial(worker.backends.events.publish, user_topic(job.user_id), event))
