"""The table of users."""

import datetime as dt

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime


class User(Base):
    """A user with a Clerk account, created by the first login or by a webhook.

    The row outlives the account, without personal data: other rows refer to it.
    """

    __tablename__ = "users"

    clerk_id: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str | None] = mapped_column(String(320), index=True)
    full_name: Mapped[str | None] = mapped_column(String(200))
    # The only field that users change here; Clerk has the others.
    display_name: Mapped[str | None] = mapped_column(String(80))
    image_url: Mapped[str | None] = mapped_column(String(2048))
    is_active: Mapped[bool] = mapped_column(default=True)
    # Clerk's time of the last change, so that an older event does not undo a newer one.
    clerk_updated_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
    deleted_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
