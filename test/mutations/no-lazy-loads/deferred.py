# A column that is loaded when somebody looks at it.
# into: app/models/visit.py
from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Visit(Base):
    __tablename__ = "visits"

    report: Mapped[str] = mapped_column(Text, deferred=True)
