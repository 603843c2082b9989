"""Request and response schemas of news items and feeds."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.models.news_source import MAX_FEED_URL_LENGTH
from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Moment, NonBlankText, Url


class NewsItemResponse(ResponseSchema):
    """A news item, without markup."""

    id: UUID
    source_id: UUID
    title: str
    url: str | None
    summary: str
    published_at: dt.datetime


class NewsPage(Page[NewsItemResponse]):
    """One page of a team's news."""


NewsSort = Literal["published_at", "-published_at", "title", "-title"]


class NewsQuery(PageQuery):
    """Filters, sorting and paging of a team's news."""

    sort: NewsSort = "-published_at"
    source_id: UUID | None = None
    published_at_from: Moment | None = None
    published_at_to: Moment | None = None


class TeamNewsQuery(NewsQuery):
    """The same query for the news of one team."""

    team_id: UUID


class NewsSourceCreate(RequestSchema):
    """The feed to add to a team."""

    url: Annotated[Url, Field(max_length=MAX_FEED_URL_LENGTH)]
    title: Annotated[NonBlankText, Field(max_length=200)] | None = None

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"url": "https://blog.example.com/feed.xml"}]}
    )


class NewsSourceResponse(ResponseSchema):
    """A feed of a team, with the result of the last attempt to read it."""

    id: UUID
    url: str
    title: str | None
    fetched_at: dt.datetime | None
    last_error: str | None
    failures: Annotated[int, Field(description="Number of failures since the last success.")]
    created_at: dt.datetime
    updated_at: dt.datetime


class NewsSourcePage(Page[NewsSourceResponse]):
    """One page of a team's feeds."""


NewsSourceSort = Literal["url", "-url", "created_at", "-created_at", "failures", "-failures"]


class NewsSourceQuery(PageQuery):
    """Sorting and paging of a team's feeds."""

    sort: NewsSourceSort = "created_at"


class TeamNewsSourceQuery(NewsSourceQuery):
    """The same query for the feeds of one team."""

    team_id: UUID


class NewsRefreshRequest(BaseModel):
    """The payload of a job that reads a team's feeds.

    Feeds that were read after `asked_at` are skipped, so that repeated jobs read them once.
    """

    team_id: UUID
    asked_at: Moment


class NewsRefreshResult(BaseModel):
    """The result of reading a team's feeds."""

    new_items: int = 0
    changed_sources: int = 0
    unchanged_sources: int = 0
    failed_sources: int = 0
