"""The schemas of users, for superusers and for users themselves."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict

from app.schemas.auth import FullName, NewPassword
from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Email, Moment


class UserCreate(RequestSchema):
    """A new user, created by a superuser, who can log in at once."""

    email: Email
    password: NewPassword
    full_name: FullName | None = None
    is_active: bool = True
    is_superuser: bool = False
    is_verified: bool = True

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "grace@example.com", "password": "correct horse battery"}]
        }
    )


class UserUpdate(UpdateSchema):
    """A change of a user by a superuser; absent fields keep their values."""

    email: Email = ABSENT
    full_name: FullName | None = ABSENT
    is_active: bool = ABSENT
    is_superuser: bool = ABSENT
    is_verified: bool = ABSENT


class ProfileUpdate(UpdateSchema):
    """The fields that users may change of themselves."""

    full_name: FullName | None = ABSENT


class UserResponse(ResponseSchema):
    """A user."""

    id: UUID
    email: str
    full_name: str | None
    is_active: bool
    is_superuser: bool
    is_verified: bool
    created_at: dt.datetime
    updated_at: dt.datetime


class UserWithStats(UserResponse):
    """A user, with statistics of their sessions."""

    active_sessions: int
    last_login_at: dt.datetime | None


class UserPage(Page[UserWithStats]):
    """One page of users."""


UserSort = Literal[
    "email",
    "-email",
    "full_name",
    "-full_name",
    "created_at",
    "-created_at",
    "updated_at",
    "-updated_at",
]


class UserQuery(PageQuery):
    """The filters and the order of the list of users."""

    sort: UserSort = "-created_at"
    email: Email | None = None
    is_active: bool | None = None
    is_superuser: bool | None = None
    is_verified: bool | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None
    updated_at_from: Moment | None = None
    updated_at_to: Moment | None = None
