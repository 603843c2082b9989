# The remaining stock is computed in the repository.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from app.models.product import Product, ProductStatus


class VisitRepository:
    async def take(self, product: Product, count: int) -> None:
        product.stock = product.stock - count
