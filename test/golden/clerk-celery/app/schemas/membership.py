"""Request and response schemas of memberships."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict

from app.enums import TeamRole
from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Moment


class MembershipPut(RequestSchema):
    """The new role of a member."""

    role: TeamRole

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "member"}]})


class MembershipResponse(ResponseSchema):
    """A member of a team, as other members see them."""

    user_id: UUID
    role: TeamRole
    full_name: str | None
    display_name: str | None
    email: str | None
    image_url: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class MembershipPage(Page[MembershipResponse]):
    """One page of a team's members."""


MembershipSort = Literal["full_name", "-full_name", "created_at", "-created_at"]


class MembershipQuery(PageQuery):
    """Filters, sorting and paging of a team's members."""

    sort: MembershipSort = "created_at"
    role: TeamRole | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None
