# One class for both directions.
# into: app/schemas/offer.py
from pydantic import BaseModel


class Offer(BaseModel):
    name: str
# into: app/routers/offers.py
from fastapi import APIRouter

from app.schemas.offer import Offer
from app.services.offer import make

router = APIRouter(prefix="/offers")


@router.post("")
async def create_offer(offer: Offer) -> Offer:
    return await make(offer)
# into: app/services/offer.py
from app.schemas.offer import Offer


async def make(offer: Offer) -> Offer:
    return offer
