"""The work on one item, and what becomes of it if it raises an error."""

import asyncio
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.clients.errors import CircuitOpenError, ClientError
from app.clients.tools import Tools
from app.models.base import Base
from app.pipeline.backoff import MOST_RETRY_AFTER_SECONDS, Backoff
from app.pipeline.definition import Pipeline
from app.pipeline.outcome import Claim, Outcome, dead, done, postponed, retried
from app.pipeline.parking import USUAL_SECONDS
from app.utils.exceptions import DomainError, TransactionAbortedError, UnavailableError
from app.utils.retryable import RetryableError

PARKED = "parked"
UNEXPECTED = "The work failed with an unexpected error."

log = structlog.get_logger("pipeline")


async def attempt(
    pipeline: Pipeline[Any, Any], claim: Claim, row: Base, tools: Tools, backoff: Backoff
) -> Outcome:
    """Do the work on an item, and return its outcome; a cancellation is none and is raised."""
    try:
        return done(claim, await pipeline.run(row, tools))
    except asyncio.CancelledError as error:
        task = asyncio.current_task()
        if task is not None and task.cancelling():
            raise
        # The work has cancelled something itself: a bug in it.
        return outcome_of(claim, error, backoff)
    except (Exception, SystemExit) as error:
        outcome = outcome_of(claim, error, backoff)
        log.warning("item failed", key=claim.key, outcome=outcome.label, exc_info=error)
        return outcome


def outcome_of(claim: Claim, error: BaseException, backoff: Backoff) -> Outcome:
    """Return the outcome for an error of the work on an item.

    A service that could not be called is no failure of the item. After a failed call, the item is
    tried again, at most `max_retries` times. With any other error it is dead.
    """
    wait = seconds_until_call(error)
    if wait is not None:
        return postponed(claim, PARKED, wait)
    code, text = describe(error)
    failures = claim.failures + 1
    if not is_transient(error) or failures > claim.max_retries:
        return dead(claim, code, text)
    retry_after = getattr(error, "retry_after", None)
    return retried(claim, code, text, backoff.delay(failures, retry_after))


def seconds_until_call(error: BaseException) -> float | None:
    """Return when the service can be called again, if it was not called; `None` if it was."""
    if isinstance(error, CircuitOpenError) or (
        isinstance(error, RetryableError) and not error.was_called
    ):
        wait = USUAL_SECONDS if error.retry_after is None else error.retry_after
        return min(max(wait, 0.0), MOST_RETRY_AFTER_SECONDS)
    if isinstance(error, TransactionAbortedError) or type(error) is UnavailableError:
        # The application's own database, e.g. for the rate limit.
        return USUAL_SECONDS
    return None


def is_transient(error: BaseException) -> bool:
    """Return whether another attempt may succeed."""
    if isinstance(error, ClientError):
        return error.transient
    return isinstance(error, RetryableError | UnavailableError | TimeoutError)


def describe(error: BaseException) -> tuple[str, str]:
    """Return a code and a text for users, without the message of an unexpected exception."""
    if isinstance(error, DomainError):
        return error.code, error.detail
    if isinstance(error, ClientError):
        return "client_error", str(error)
    if isinstance(error, SQLAlchemyError):
        return "database_error", UNEXPECTED
    return "unexpected", UNEXPECTED
