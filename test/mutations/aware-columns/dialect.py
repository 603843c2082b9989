# The type of a dialect.
# into: app/models/product.py
import datetime

from sqlalchemy.dialects import mysql, sqlite


class Delivery(Base):
    __tablename__ = "deliveries"
    made_at: Mapped[datetime.datetime] = mapped_column(sqlite.DATETIME())
    sent_at: Mapped[datetime.datetime] = mapped_column(mysql.DATETIME(fsp=6))
