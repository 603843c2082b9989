"""The table of login sessions."""

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base, UtcDateTime

MAX_ADDRESS_LENGTH = 64
MAX_USER_AGENT_LENGTH = 400


class LoginSession(Base):
    """One login of one device, from the password to the logout."""

    __tablename__ = "login_sessions"

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    # The version of the user at the login. A newer version ends the session, even a new one.
    credentials_version: Mapped[int]
    address: Mapped[str] = mapped_column(String(MAX_ADDRESS_LENGTH))
    user_agent: Mapped[str] = mapped_column(String(MAX_USER_AGENT_LENGTH))
    # When the tokens were last refreshed.
    last_used_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[dt.datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[dt.datetime | None] = mapped_column(UtcDateTime)
