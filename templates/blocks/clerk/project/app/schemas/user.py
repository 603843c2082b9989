"""Request and response schemas of the current user."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field

from app.enums import EmailDigest, Theme
from app.schemas.base import ABSENT, RequestSchema, ResponseSchema, UpdateSchema
from app.schemas.types import NonBlankText

Locale = Annotated[str, Field(max_length=35, pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
TimeZone = Annotated[str, Field(max_length=64, pattern=r"^[A-Za-z_]+(/[A-Za-z0-9_+-]+)*$")]


class UserResponse(ResponseSchema):
    """The current user. Name, e-mail address and image come from Clerk."""

    id: UUID
    clerk_id: str
    email: str | None
    full_name: str | None
    display_name: str | None
    image_url: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class UserUpdate(UpdateSchema):
    """The fields that users change here; they change the others in Clerk."""

    display_name: Annotated[NonBlankText, Field(max_length=80)] | None = ABSENT

    model_config = ConfigDict(json_schema_extra={"examples": [{"display_name": "Ada"}]})


class UserPreferencesPut(RequestSchema):
    """The complete preferences of a user."""

    locale: Locale
    time_zone: TimeZone
    theme: Theme
    email_digest: EmailDigest

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "locale": "en-GB",
                    "time_zone": "Europe/London",
                    "theme": "dark",
                    "email_digest": "weekly",
                }
            ]
        }
    )


class UserPreferencesResponse(ResponseSchema):
    """The preferences of a user, or the defaults."""

    locale: str = "en"
    time_zone: str = "UTC"
    theme: Theme = Theme.SYSTEM
    email_digest: EmailDigest = EmailDigest.NEVER

    # A response always has every field, so the contract marks them as required.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)
