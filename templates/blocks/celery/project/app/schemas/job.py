"""Response schemas of jobs, as their owners see them."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from app.enums import JobStatus
from app.schemas.base import ResponseSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Moment, Text


class JobSummary(ResponseSchema):
    """A job in a list, without its result."""

    id: UUID
    kind: str
    status: JobStatus
    error: str | None
    attempts: int
    created_at: dt.datetime
    started_at: dt.datetime | None
    finished_at: dt.datetime | None
    expires_at: dt.datetime | None


class JobResponse(JobSummary):
    """A job; the result is set once it has succeeded."""

    result: dict[str, Any] | None


class JobPage(Page[JobSummary]):
    """One page of jobs."""


JobSort = Literal["created_at", "-created_at", "finished_at", "-finished_at", "kind", "-kind"]


class JobQuery(PageQuery):
    """Filters, sorting and paging of a user's jobs."""

    sort: JobSort = "-created_at"
    status: JobStatus | None = None
    kind: Annotated[Text, Field(max_length=100)] | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None


class OwnJobQuery(JobQuery):
    """The same query for the jobs of one user."""

    user_id: UUID
