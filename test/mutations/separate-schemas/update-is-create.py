# An update that is a create by another name.
# into: app/schemas/offer.py
from app.schemas.base import RequestSchema


class OfferCreate(RequestSchema):
    name: str


class OfferUpdate(OfferCreate):
    pass
