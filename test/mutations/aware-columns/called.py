# Called, and nothing said.
# into: app/models/product.py
import datetime

from sqlalchemy.types import DateTime as Moment


class Delivery(Base):
    __tablename__ = "deliveries"

    made_at: Mapped[datetime.datetime] = mapped_column("made", Moment())
