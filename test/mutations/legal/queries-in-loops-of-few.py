# Batches, attempts, a list in the source, a change of each row, and pages.
# into: app/services/readings.py
from collections.abc import Iterator
from uuid import UUID

from app.models.product import Product
from app.repositories.category import CategoryRepository
from app.repositories.product import ProductRepository


class Readings:
    def __init__(self, products: ProductRepository, categories: CategoryRepository) -> None:
        self._products = products
        self._categories = categories

    async def in_batches(self, batches: Iterator[list[UUID]]) -> None:
        for batch in batches:
            rows = await self._products.get(batch[0])
            print(rows)

    async def attempts(self, key: UUID, attempts: int) -> object:
        for attempt in range(attempts):
            if (found := await self._products.get(key)) is not None:
                return found
            print(attempt)
        return None

    async def first_and_last(self, first: UUID, last: UUID) -> list[object]:
        return [await self._products.get(key) for key in (first, last)]

    async def forget(self, products: list[Product]) -> None:
        for product in products:
            await self._products.delete(product)
