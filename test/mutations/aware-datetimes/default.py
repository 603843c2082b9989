# A default that SQLAlchemy will call.
# into: app/models/product.py
from datetime import datetime as moment

from app.models.base import UtcDateTime


class Delivery(Base):
    __tablename__ = "deliveries"

    made_at: Mapped[moment] = mapped_column(UtcDateTime, default=moment.utcnow)
