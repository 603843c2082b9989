# Each key of a request is asked for by itself.
# into: app/services/readings.py
from uuid import UUID

from app.models.product import Product
from app.repositories.category import CategoryRepository
from app.repositories.product import ProductRepository


class Readings:
    def __init__(self, products: ProductRepository, categories: CategoryRepository) -> None:
        self._products = products
        self._categories = categories

    async def existing(self, keys: list[UUID]) -> set[UUID]:
        return {key for key in keys if await self._products.get(key) is not None}
