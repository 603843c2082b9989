"""Request and response schemas of summaries."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.base import ResponseSchema


class SummaryResponse(ResponseSchema):
    """A team's news in a few sentences, written by a language model."""

    team_id: UUID
    text: str
    items: Annotated[int, Field(description="Number of news items that were summarised.")]
    newest_at: Annotated[
        dt.datetime | None, Field(description="Publication time of the newest item.")
    ]
    provider: Annotated[str | None, Field(description="Provider of the model; null without news.")]
    written_at: dt.datetime


class SummaryRequest(BaseModel):
    """The payload of a job that writes a summary."""

    team_id: UUID
