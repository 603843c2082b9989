"""Every enum of the application: columns, schemas and tasks take their values from here."""

from enum import StrEnum


class TeamRole(StrEnum):
    """The role of a member; owners decide about members."""

    OWNER = "owner"
    MEMBER = "member"


class Theme(StrEnum):
    """How the frontend looks; `system` is what the device says."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class EmailDigest(StrEnum):
    """How often a user receives a summary by e-mail."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


class JobStatus(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


class ExportFormat(StrEnum):
    """How rows are written down."""

    CSV = "csv"
    JSON_LINES = "jsonl"


class EventType(StrEnum):
    """The changes that are published as events.

    `access.changed` is never sent to a client: its sockets are closed, and connect again with the
    rights that it has now.
    """

    ACCESS_CHANGED = "access.changed"
    JOB_CHANGED = "job.changed"
    NEWS_CHANGED = "news.changed"
    SUMMARY_CHANGED = "summary.changed"
