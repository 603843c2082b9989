"""The contract of users: what superusers and users themselves send, get and may ask of a list."""

import datetime as dt
from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, StrictBool

from app.schemas.auth import FullName, NewPassword
from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.page import Page, PageQuery
from app.schemas.types import Email, Moment


class UserCreate(RequestSchema):
    """What a superuser sends to create a user, who can log in at once."""

    email: Email
    password: NewPassword
    full_name: FullName | None = None
    is_active: StrictBool = True
    is_superuser: StrictBool = False
    is_verified: StrictBool = True

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"email": "grace@example.com", "password": "correct horse battery"}]
        }
    )


class UserUpdate(UpdateSchema):
    """What a superuser sends to change a user; what is left out stays as it is."""

    email: Email = ABSENT
    full_name: FullName | None = ABSENT
    is_active: StrictBool = ABSENT
    is_superuser: StrictBool = ABSENT
    is_verified: StrictBool = ABSENT


class ProfileUpdate(UpdateSchema):
    """What users may change of themselves."""

    full_name: FullName | None = ABSENT


class UserResponse(ResponseSchema):
    """A user as a client sees it."""

    id: UUID
    email: str
    full_name: str | None
    is_active: bool
    is_superuser: bool
    is_verified: bool
    created_at: dt.datetime
    updated_at: dt.datetime


class UserWithStats(UserResponse):
    """A user, and what the logins tell about them."""

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
    """What a superuser may ask of the list of users."""

    sort: UserSort = "-created_at"
    email: Email | None = None
    is_active: bool | None = None
    is_superuser: bool | None = None
    is_verified: bool | None = None
    created_at_from: Moment | None = None
    created_at_to: Moment | None = None
    updated_at_from: Moment | None = None
    updated_at_to: Moment | None = None
