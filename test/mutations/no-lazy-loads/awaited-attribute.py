# Each row is asked for its own.
# into: app/services/visits.py
from app.models.product import Product


async def tag_names(products: list[Product]) -> list[str]:
    return [tag.name for product in products for tag in await product.awaitable_attrs.tags]
