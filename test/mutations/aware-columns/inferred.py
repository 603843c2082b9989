# SQLAlchemy infers the type, and infers it without a zone.
# into: app/models/product.py
import datetime


class Delivery(Base):
    __tablename__ = "deliveries"

    made_at: Mapped[datetime.datetime]
    sent_at: Mapped[datetime.datetime | None] = mapped_column(index=True)
