"""The table of users."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class User(Base):
    """Someone who can log in."""

    __tablename__ = "users"

    # In lower case, so that unique means unique.
    email: Mapped[str] = mapped_column(String(320), unique=True)
    hashed_password: Mapped[str] = mapped_column(String(255))
    full_name: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    is_superuser: Mapped[bool] = mapped_column(default=False)
    # Whether the address is known to be theirs; nobody logs in before that.
    is_verified: Mapped[bool] = mapped_column(default=False)
    # A token is good for one version: to raise it ends every login and every link of a mail.
    credentials_version: Mapped[int] = mapped_column(default=1)
