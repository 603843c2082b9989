"""The contract of users: what they see of themselves, and may change."""

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
    """Somebody, as they see themselves. Clerk says the name, the address and the image."""

    id: UUID
    clerk_id: str
    email: str | None
    full_name: str | None
    display_name: str | None
    image_url: str | None
    created_at: dt.datetime
    updated_at: dt.datetime


class UserUpdate(UpdateSchema):
    """What users may change of themselves here; all else they change at Clerk."""

    display_name: Annotated[NonBlankText, Field(max_length=80)] | None = ABSENT

    model_config = ConfigDict(json_schema_extra={"examples": [{"display_name": "Ada"}]})


class UserPreferencesPut(RequestSchema):
    """What a user prefers, all of it."""

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
    """What a user prefers, or what holds for whoever never said anything."""

    locale: str = "en"
    time_zone: str = "UTC"
    theme: Theme = Theme.SYSTEM
    email_digest: EmailDigest = EmailDigest.NEVER

    # A response always has all of it, so a client need not expect less.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)
