# Which status may follow is a rule.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from app.models.product import Product, ProductStatus


class VisitRepository:
    async def activate(self, product: Product) -> Product | None:
        if product.status is not ProductStatus.DRAFT:
            return None
        product.status = ProductStatus.ACTIVE
        return product
