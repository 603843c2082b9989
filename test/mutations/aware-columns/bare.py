# The seed's own column, without its zone.
# into: app/models/product.py
import datetime

from sqlalchemy import DateTime


class Delivery(Base):
    __tablename__ = "deliveries"

    made_at: Mapped[datetime.datetime] = mapped_column(DateTime)
