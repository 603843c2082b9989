# The type has a name of its own.
# into: app/models/product.py
import datetime

from sqlalchemy import Column, DateTime

Stamp = DateTime(timezone=False)


class Delivery(Base):
    __tablename__ = "deliveries"

    made_at = Column(Stamp, nullable=False)
