"""Every enum of the application: columns, schemas and tasks take their values from here."""

from enum import StrEnum


class TeamRole(StrEnum):
    """The role of a member; owners manage the members."""

    OWNER = "owner"
    MEMBER = "member"


class Theme(StrEnum):
    """The theme of the frontend; `system` follows the device."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class EmailDigest(StrEnum):
    """How often a user receives a summary by e-mail."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class JobStatus(StrEnum):
    """The status of a job."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class ExportFormat(StrEnum):
    """The format of an export."""

    CSV = "csv"
    JSON_LINES = "jsonl"


class EventType(StrEnum):
    """The changes that are published as events.

    `access.changed` is never sent to a client. It closes the client's sockets, which then reconnect
    with the current rights.
    """

    ACCESS_CHANGED = "access.changed"
    JOB_CHANGED = "job.changed"
    NEWS_CHANGED = "news.changed"
    SUMMARY_CHANGED = "summary.changed"
