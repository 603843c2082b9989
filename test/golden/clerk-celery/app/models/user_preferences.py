"""The table of user preferences."""

from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.enums import EmailDigest, Theme
from app.models.base import Base, enum_column, one_of


class UserPreferences(Base):
    """The preferences of a user; without a row, the defaults apply."""

    __tablename__ = "user_preferences"
    __table_args__ = (one_of("theme", Theme), one_of("email_digest", EmailDigest))

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    locale: Mapped[str] = mapped_column(String(35))
    time_zone: Mapped[str] = mapped_column(String(64))
    theme: Mapped[Theme] = mapped_column(enum_column(Theme, length=16))
    email_digest: Mapped[EmailDigest] = mapped_column(enum_column(EmailDigest, length=16))
