# The same, in one line.
# into: app/services/readings.py
from uuid import UUID

from app.models.product import Product
from app.repositories.category import CategoryRepository
from app.repositories.product import ProductRepository


class Readings:
    def __init__(self, products: ProductRepository, categories: CategoryRepository) -> None:
        self._products = products
        self._categories = categories

    async def categories(self, products: list[Product]) -> list[object]:
        return [await self._categories.get(each.category_id) for each in products]
