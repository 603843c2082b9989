# One type or the other.
# into: app/models/product.py
import datetime
import os

import sqlalchemy as sa

STAMP = sa.DateTime if os.name == "nt" else sa.TIMESTAMP(timezone=True)


class Delivery(Base):
    __tablename__ = "deliveries"
    made_at: Mapped[datetime.datetime] = mapped_column(STAMP)
