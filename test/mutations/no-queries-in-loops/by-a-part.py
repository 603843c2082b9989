# The key is taken from the item first.
# into: app/services/readings.py
from uuid import UUID

from app.models.product import Product
from app.repositories.category import CategoryRepository
from app.repositories.product import ProductRepository


class Readings:
    def __init__(self, products: ProductRepository, categories: CategoryRepository) -> None:
        self._products = products
        self._categories = categories

    async def found(self, products: list[Product]) -> list[object]:
        found = []
        for product in products:
            key = product.category_id
            if (category := await self._categories.get(key)) is not None:
                found.append(category)
        return found
