# The same as a dictionary.
# into: app/routers/products.py
from app.services.ordering import find


@router.get("/{product_id}/card")
async def get_card(product_id: UUID) -> dict[str, object]:
    product = await find(product_id)
    return {"id": product.id, "title": product.name}
# into: app/services/ordering.py
from uuid import UUID

from app.models.product import Product


async def find(key: UUID) -> Product:
    return Product(id=key)
