"""Schemas of runs and their items."""

import datetime as dt
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, Field, computed_field

from app.enums import ItemStatus, RunStatus
from app.models.base import utc_now
from app.models.run import MAX_PIPELINE_LENGTH
from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Text

MAX_BATCH_SIZE = 100
DEFAULT_BATCH_SIZE = 10
MAX_RETRIES = 5
DEFAULT_RETRIES = 3
MAX_IDS = 1000
SECONDS_PER_MINUTE = 60


def refuse_ids_with_filters(request: BaseModel) -> None:
    """Raise `ValueError` if a request has ids and filters, whose meaning would be unclear."""
    if "ids" in request.model_fields_set and len(request.model_fields_set) > 1:
        raise ValueError("ids and filters exclude each other")


class RunOptions(RequestSchema):
    """How a run is processed."""

    batch_size: Annotated[int, Field(ge=1, le=MAX_BATCH_SIZE)] = DEFAULT_BATCH_SIZE
    max_retries: Annotated[int, Field(ge=1, le=MAX_RETRIES)] = DEFAULT_RETRIES


class RunResponse(ResponseSchema):
    """A run in a response."""

    id: UUID
    pipeline: str
    status: RunStatus
    batch_size: int
    max_retries: int
    selection: dict[str, Any]
    total: int
    done: int
    dead: int
    cancelled: int
    skipped: int = Field(description="Selected rows that are open in another run.")
    created_at: dt.datetime
    finished_at: dt.datetime | None

    @computed_field  # type: ignore[prop-decorator]
    @property
    def open(self) -> int:
        """The items that are not finished."""
        return self.total - self.done - self.dead - self.cancelled

    @computed_field  # type: ignore[prop-decorator]
    @property
    def items_per_minute(self) -> float:
        """The average since the start of the run."""
        seconds = ((self.finished_at or utc_now()) - self.created_at).total_seconds()
        ended = self.done + self.dead
        return round(ended * SECONDS_PER_MINUTE / max(seconds, 1.0), 1)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def eta_seconds(self) -> int | None:
        """The expected time until the end; unknown while nothing is finished."""
        if not self.open or not self.items_per_minute:
            return None if self.open else 0
        return round(self.open * SECONDS_PER_MINUTE / self.items_per_minute)


class RunPage(Page[RunResponse]):
    """One page of runs."""


class RunQuery(PageQuery):
    """Query parameters of the list of runs."""

    sort: Literal["created_at", "-created_at"] = "-created_at"
    status: RunStatus | None = None
    pipeline: Annotated[Text, Field(max_length=MAX_PIPELINE_LENGTH)] | None = None


class RunItemResponse(ResponseSchema):
    """An item of a run in a response."""

    subject_id: UUID
    status: ItemStatus
    failures: int
    losses: int = Field(description="Processes that stopped while they held the item.")
    error_code: str | None
    error: str | None
    started_at: dt.datetime | None
    finished_at: dt.datetime | None


class RunItemPage(Page[RunItemResponse]):
    """One page of items."""


class RunItemQuery(PageQuery):
    """Query parameters of the list of items, which are in the order of the selection."""

    sort: Literal["id"] = "id"
    status: ItemStatus | None = None
