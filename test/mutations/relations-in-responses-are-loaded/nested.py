# A repository loads the products of an offer, but not the tags that they show.
# into: app/models/offer.py
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.product import Product


class Offer(Base):
    __tablename__ = "offers"

    product_id: Mapped[UUID] = mapped_column(ForeignKey("products.id"))
    product: Mapped[Product] = relationship(lazy="raise")
# into: app/repositories/offer.py
from sqlalchemy.orm import selectinload

from app.models.offer import Offer

LOADS = (selectinload(Offer.product),)
# into: app/schemas/offer.py
from app.schemas.base import ResponseSchema
from app.schemas.product import ProductResponse


class OfferResponse(ResponseSchema):
    product: ProductResponse
