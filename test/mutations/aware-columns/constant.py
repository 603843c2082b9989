# A constant says no.
# into: app/models/product.py
import datetime

from sqlalchemy import DateTime

WITH_ZONE = False


class Delivery(Base):
    __tablename__ = "deliveries"
    made_at: Mapped[datetime.datetime] = mapped_column(DateTime(timezone=WITH_ZONE))
