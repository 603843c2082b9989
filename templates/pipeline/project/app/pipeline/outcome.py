"""Claims of items, and what becomes of them."""

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel

from app.enums import ItemStatus
from app.models.run_item import MAX_ERROR_LENGTH

# The error code of an item whose row was deleted.
GONE = "gone"


@dataclass(frozen=True, slots=True)
class Claim:
    """An item that this process holds.

    Args:
        item_id: The id of the item.
        claims: The fencing token: a later claim by any process has a higher one.
        is_suspect: Whether an earlier process stopped while it held the item.
    """

    item_id: int
    claims: int
    run_id: UUID
    subject_id: UUID
    pipeline: str
    failures: int
    max_retries: int
    is_suspect: bool = False

    @property
    def key(self) -> str:
        """The idempotency key of the item, the same for each attempt."""
        return f"{self.run_id}:{self.subject_id}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a claim.

    Args:
        claim: The claim.
        status: The new status of the item; an open item is claimed again.
        label: The outcome in metrics.
        result: The result to save, if the item is done.
        delay_seconds: When an open item is due.
        has_failed: Whether it counts as a failed attempt.
        error_code: The code of the error.
        error: The text of the error, which users see.
    """

    claim: Claim
    status: ItemStatus
    label: str
    result: BaseModel | None = None
    delay_seconds: float = 0
    has_failed: bool = False
    error_code: str | None = None
    error: str | None = None


def done(claim: Claim, result: BaseModel) -> Outcome:
    """Return the outcome of an item with a result."""
    return Outcome(claim, ItemStatus.DONE, "done", result)


def dead(claim: Claim, code: str, error: str) -> Outcome:
    """Return the outcome of an item that failed for good."""
    error = error.encode("utf-8", "replace").decode().replace("\0", "")[:MAX_ERROR_LENGTH]
    return Outcome(claim, ItemStatus.DEAD, "dead", has_failed=True, error_code=code, error=error)


def cancelled(claim: Claim, code: str | None = None) -> Outcome:
    """Return the outcome of an item that need not be processed."""
    return Outcome(claim, ItemStatus.CANCELLED, "cancelled", error_code=code)


def retried(claim: Claim, code: str, error: str, delay_seconds: float) -> Outcome:
    """Return the outcome of an attempt that failed, when another one may succeed."""
    return Outcome(
        claim,
        ItemStatus.OPEN,
        "retried",
        delay_seconds=delay_seconds,
        has_failed=True,
        error_code=code,
        error=error[:MAX_ERROR_LENGTH],
    )


def postponed(claim: Claim, label: str, delay_seconds: float = 0) -> Outcome:
    """Return the outcome of an item that this process gives back without a failed attempt."""
    return Outcome(claim, ItemStatus.OPEN, label, delay_seconds=delay_seconds)
