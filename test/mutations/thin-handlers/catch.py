# The seed of many handlers: an error of the service is translated in each of them.
# into: app/routers/products.py
from fastapi import HTTPException

from app.services.pricing import Pricing


@router.get("/{product_id}/price")
async def get_price(product_id: UUID, pricing: Annotated[Pricing, Depends()]) -> int:
    try:
        return await pricing.of(product_id)
    except LookupError as error:
        raise HTTPException(502, str(error)) from error
# into: app/services/pricing.py
from uuid import UUID


class Pricing:
    async def of(self, key: UUID) -> int:
        return len(key.hex)
