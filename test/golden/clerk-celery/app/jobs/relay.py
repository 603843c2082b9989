"""Periodic work on jobs: send those that did not reach a worker, and delete expired ones."""

import datetime as dt

import structlog

from app.clients.queue import QueueError
from app.enums import JobStatus
from app.jobs.runner import tell
from app.jobs.worker import Worker
from app.models.job import Job
from app.repositories.job import JobRepository
from app.repositories.job_ledger import JobLedger

MOST_AT_ONCE = 500
GIVEN_UP = "The job failed: all workers that ran it were lost."

logger = structlog.get_logger(__name__)


async def relay(worker: Worker) -> None:
    """Send the jobs that are due and unsent, or whose message or worker was lost."""
    await relay_lost(worker, lost=worker.limits.lost)


async def relay_lost(worker: Worker, *, lost: dt.timedelta) -> None:
    """Send the jobs that are due; a message that no worker took within `lost` counts as lost."""
    now = worker.clock()
    async with worker.sessions() as session:
        ledger = JobLedger(session, worker.limits)
        given_up = await ledger.give_up(GIVEN_UP, now, limit=MOST_AT_ONCE)
        await session.commit()
        jobs = await JobRepository(session).waiting(now, sent_before=now - lost, limit=MOST_AT_ONCE)
    for job in given_up:
        await tell(worker, job, JobStatus.FAILED)
    sent = await send([*jobs], worker)
    async with worker.sessions() as session:
        for job in sent:
            await JobRepository(session).mark_sent(job, now)
        await session.commit()
    if given_up or sent:
        logger.info("jobs relayed", sent=len(sent), given_up=len(given_up))


async def send(jobs: list[Job], worker: Worker) -> list[Job]:
    """Send jobs until the queue accepts no more; return those that it accepted."""
    sent: list[Job] = []
    for job in jobs:
        try:
            await worker.backends.queue.send(job.id, job.kind)
        except QueueError as error:
            logger.warning("jobs not relayed", left=len(jobs) - len(sent), error=error.detail)
            break
        sent.append(job)
    return sent


async def forget_expired(worker: Worker) -> None:
    """Delete the expired jobs and their results."""
    async with worker.sessions() as session:
        forgotten = await JobLedger(session, worker.limits).forget_expired(worker.clock())
        await session.commit()
    if forgotten:
        logger.info("jobs deleted", count=forgotten)
