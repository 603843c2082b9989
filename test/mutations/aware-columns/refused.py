# The zone is refused on purpose.
# into: app/models/product.py
import datetime

import sqlalchemy as sa


class Delivery(Base):
    __tablename__ = "deliveries"

    made_at: Mapped[datetime.datetime] = mapped_column(sa.TIMESTAMP(timezone=False))
