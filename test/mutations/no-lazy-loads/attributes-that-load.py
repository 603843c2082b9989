# The base class that lets them.
# into: app/models/visit.py
from sqlalchemy.ext.asyncio import AsyncAttrs as Loading

from app.models.base import Base


class Visit(Loading, Base):
    __tablename__ = "visits"
