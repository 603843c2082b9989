"""Request and response schemas of teams."""

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from app.enums import TeamRole
from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Moment, NonBlankText, Text

TeamName = Annotated[NonBlankText, Field(max_length=100)]


class TeamCreate(RequestSchema):
    """The team to create; the current user becomes its owner."""

    name: TeamName

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Analytical Engine"}]})


class TeamUpdate(UpdateSchema):
    """The fields of a team to change; the others stay unchanged."""

    name: TeamName = ABSENT


class TeamResponse(ResponseSchema):
    """A team, as seen by one of its members."""

    id: UUID
    name: str
    role: Annotated[TeamRole, Field(description="Role of the current user in the team.")]
    created_at: dt.datetime
    updated_at: dt.datetime


class TeamPage(Page[TeamResponse]):
    """One page of a user's teams."""


TeamSort = Literal["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"]


class TeamQuery(PageQuery):
    """Filters, sorting and paging of a user's teams."""

    sort: TeamSort = "-created_at"
    name: Text | None = None
    role: TeamRole | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None


class MemberFigures(ResponseSchema):
    """Figures about the members of a team."""

    total: int
    by_role: dict[TeamRole, int]
    joined_last_30_days: int
    last_joined_at: dt.datetime


class NewsFigures(ResponseSchema):
    """Figures about the feeds and the news of a team."""

    sources: int
    failing_sources: int
    items_last_7_days: int


class DashboardResponse(ResponseSchema):
    """The key figures of a team; each field takes one query."""

    team: TeamResponse
    members: MemberFigures
    news: NewsFigures
