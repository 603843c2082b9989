"""The contract of teams."""

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
    """What a client sends to start a team, whose owner it becomes."""

    name: TeamName

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Analytical Engine"}]})


class TeamUpdate(UpdateSchema):
    """What an owner sends to change a team; what is left out stays as it is."""

    name: TeamName = ABSENT


class TeamResponse(ResponseSchema):
    """A team as one of its members sees it."""

    id: UUID
    name: str
    role: Annotated[TeamRole, Field(description="What who asks is in the team.")]
    created_at: dt.datetime
    updated_at: dt.datetime


class TeamPage(Page[TeamResponse]):
    """One page of a user's teams."""


TeamSort = Literal["name", "-name", "created_at", "-created_at", "updated_at", "-updated_at"]


class TeamQuery(PageQuery):
    """What a client may ask of the list of its teams."""

    sort: TeamSort = "-created_at"
    name: Text | None = None
    role: TeamRole | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None


class MemberFigures(ResponseSchema):
    """How many are in a team."""

    total: int
    by_role: dict[TeamRole, int]
    joined_last_30_days: int
    last_joined_at: dt.datetime


class NewsFigures(ResponseSchema):
    """How much a team reads, and whether that works."""

    sources: int
    failing_sources: int
    items_last_7_days: int


class DashboardResponse(ResponseSchema):
    """A team at a glance; each part of it is one statement."""

    team: TeamResponse
    members: MemberFigures
    news: NewsFigures
