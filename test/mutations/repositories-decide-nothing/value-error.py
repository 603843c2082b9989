# A value is refused.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from app.models.product import Product, ProductStatus


class VisitRepository:
    async def take(self, product: Product, count: int) -> Product:
        if count < 1:
            raise ValueError("take one or more")
        return product
