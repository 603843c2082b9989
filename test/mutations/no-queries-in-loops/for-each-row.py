# A query for each row of a list.
# into: app/services/readings.py
from uuid import UUID

from app.models.product import Product
from app.repositories.category import CategoryRepository
from app.repositories.product import ProductRepository


class Readings:
    def __init__(self, products: ProductRepository, categories: CategoryRepository) -> None:
        self._products = products
        self._categories = categories

    async def names(self, products: list[Product]) -> dict[UUID, str]:
        names: dict[UUID, str] = {}
        for product in products:
            category = await self._categories.get(product.category_id)
            names[product.id] = category.name if category else ""
        return names
