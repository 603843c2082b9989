"""The contract of who is in a team."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict

from app.enums import TeamRole
from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Moment


class MembershipPut(RequestSchema):
    """The role that an owner gives a member."""

    role: TeamRole

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "member"}]})


class MembershipResponse(ResponseSchema):
    """A member of a team, as the other members see them."""

    user_id: UUID
    role: TeamRole
    full_name: str | None
    display_name: str | None
    email: str | None
    image_url: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class MembershipPage(Page[MembershipResponse]):
    """One page of who is in a team."""


MembershipSort = Literal["full_name", "-full_name", "created_at", "-created_at"]


class MembershipQuery(PageQuery):
    """What a client may ask of the list of who is in a team."""

    sort: MembershipSort = "created_at"
    role: TeamRole | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None
