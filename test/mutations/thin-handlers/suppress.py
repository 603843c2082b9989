# Catching without a `try`.
# into: app/routers/products.py
from contextlib import suppress as quietly

from app.services.pricing import Pricing


@router.delete("/{product_id}/price")
async def forget_price(product_id: UUID, pricing: Annotated[Pricing, Depends()]) -> None:
    with quietly(LookupError):
        await pricing.of(product_id)
# into: app/services/pricing.py
from uuid import UUID


class Pricing:
    async def of(self, key: UUID) -> int:
        return len(key.hex)
