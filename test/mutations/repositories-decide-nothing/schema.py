# It returns what is on the wire.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from app.models.product import Product
from app.schemas.product import ProductResponse as Shown


def shown(product: Product) -> Shown:
    return Shown.model_validate(product)
