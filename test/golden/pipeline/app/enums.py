"""Every enum of the application: columns and schemas take their values from here."""

from enum import StrEnum


class RunStatus(StrEnum):
    """The status of a run; `done` and `cancelled` are final until dead items are retried."""

    RUNNING = "running"
    PAUSED = "paused"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"


class ItemStatus(StrEnum):
    """The status of an item; `dead` means that it failed for good."""

    OPEN = "open"
    DONE = "done"
    DEAD = "dead"
    CANCELLED = "cancelled"
