"""The contract of summaries."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field

from app.schemas.base import ResponseSchema


class SummaryResponse(ResponseSchema):
    """A team's news in a few sentences, as a language model wrote them."""

    team_id: UUID
    text: str
    items: Annotated[int, Field(description="How many pieces of news it is about.")]
    newest_at: Annotated[
        dt.datetime | None, Field(description="When the newest of them was published.")
    ]
    provider: Annotated[str | None, Field(description="Its provider; null without news.")]
    written_at: dt.datetime


class SummaryRequest(BaseModel):
    """The payload of a job that writes a summary."""

    team_id: UUID
