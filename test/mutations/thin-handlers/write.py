# A row is changed attribute by attribute.
# into: app/routers/products.py
from app.services.pricing import Pricing


@router.put("/{product_id}/stock")
async def restock(product_id: UUID, stock: int, pricing: Annotated[Pricing, Depends()]) -> None:
    product = await pricing.find(product_id)
    product.stock = stock
# into: app/services/pricing.py
from uuid import UUID

from app.models.product import Product


class Pricing:
    async def find(self, key: UUID) -> Product:
        return Product(id=key)
