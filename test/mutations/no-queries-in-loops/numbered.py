# Counted while it runs.
# into: app/services/readings.py
from uuid import UUID

from app.models.product import Product
from app.repositories.category import CategoryRepository
from app.repositories.product import ProductRepository


class Readings:
    def __init__(self, products: ProductRepository, categories: CategoryRepository) -> None:
        self._products = products
        self._categories = categories

    async def shown(self, products: list[Product]) -> list[str]:
        lines = []
        for number, product in enumerate(products):
            category = await self._categories.get(id=product.category_id) or product
            lines.append(f"{number} {category}")
        return lines
