"""The fields of Clerk's webhooks that are used here: https://clerk.com/docs/webhooks/overview."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, Field, JsonValue

from app.schemas.types import Text

MAX_EMAIL, MAX_NAME, MAX_URL = 320, 200, 2048
# The end of the year 9999, in milliseconds since 1970.
MAX_MOMENT = 253_402_300_799_999

ClerkId = Annotated[str, Field(pattern=r"^[!-~]{1,64}$")]


class ClerkEvent(BaseModel):
    """An event; its type determines the schema of its data."""

    type: Annotated[Text, Field(min_length=1, max_length=100)]
    data: dict[str, JsonValue]


class ClerkAccount(BaseModel):
    """The data of an event about an account; all there is for a deleted account."""

    id: ClerkId


class ClerkEmail(BaseModel):
    """An e-mail address of a user."""

    id: str
    email_address: Text


class ClerkUser(ClerkAccount):
    """The data of an event about an existing user."""

    first_name: Text | None = None
    last_name: Text | None = None
    image_url: Text | None = None
    primary_email_address_id: str | None = None
    email_addresses: list[ClerkEmail] = []
    banned: bool = False
    updated_at: Annotated[int, Field(ge=0, le=MAX_MOMENT)]

    def changed_at(self) -> dt.datetime:
        """Return when Clerk last changed the user."""
        return dt.datetime.fromtimestamp(self.updated_at / 1000, dt.UTC)

    def columns(self) -> dict[str, Any]:
        """Return the values to store; long names are cut, other long values are dropped."""
        name = " ".join(part for part in (self.first_name, self.last_name) if part)
        email = next(
            (
                each.email_address
                for each in self.email_addresses
                if each.id == self.primary_email_address_id
            ),
            None,
        )
        return {
            "full_name": name[:MAX_NAME] or None,
            "email": email if email is not None and len(email) <= MAX_EMAIL else None,
            "image_url": self.image_url if len(self.image_url or "") <= MAX_URL else None,
            "is_active": not self.banned,
        }
