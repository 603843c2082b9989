"""The table of teams."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Team(Base):
    """A team; `app.models.membership` has its members."""

    __tablename__ = "teams"

    name: Mapped[str] = mapped_column(String(100))
