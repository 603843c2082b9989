# A choice between values.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from app.models.product import Product, ProductStatus


class VisitRepository:
    async def label(self, product: Product) -> str:
        return "sold out" if product.stock == 0 else product.name
