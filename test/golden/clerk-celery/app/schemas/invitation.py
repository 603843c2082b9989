"""Request and response schemas of invitations."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict

from app.enums import TeamRole
from app.schemas.base import RequestSchema, ResponseSchema
from app.schemas.page import Page, PageQuery


class InvitationCreate(RequestSchema):
    """The user to invite, and their role in the team."""

    user_id: UUID
    role: TeamRole = TeamRole.MEMBER

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"user_id": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "role": "member"}]
        }
    )


class InvitationResponse(ResponseSchema):
    """An open invitation."""

    team_id: UUID
    team_name: str
    user_id: UUID
    role: TeamRole
    created_at: dt.datetime


class InvitationPage(Page[InvitationResponse]):
    """One page of invitations."""


class InvitationQuery(PageQuery):
    """Sorting and paging of a list of invitations."""

    sort: Literal["created_at", "-created_at"] = "created_at"


class ScopedInvitationQuery(InvitationQuery):
    """The same query for the invitations of one team or of one user."""

    team_id: UUID | None = None
    user_id: UUID | None = None
