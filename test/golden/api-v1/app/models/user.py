"""The table of users."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base


class User(Base):
    """A person who can log in."""

    __tablename__ = "users"

    # In lower case, so that the unique constraint ignores case.
    email: Mapped[str] = mapped_column(String(320), unique=True)
    hashed_password: Mapped[str] = mapped_column(String(255))
    full_name: Mapped[str | None] = mapped_column(String(200))
    is_active: Mapped[bool] = mapped_column(default=True)
    is_superuser: Mapped[bool] = mapped_column(default=False)
    # Whether the user has proved that the address is theirs; required to log in.
    is_verified: Mapped[bool] = mapped_column(default=False)
    # Incremented with each change of the credentials: it ends all sessions and mailed links.
    credentials_version: Mapped[int] = mapped_column(default=1)
