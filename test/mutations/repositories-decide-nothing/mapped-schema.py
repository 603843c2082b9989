# A function of the schema is handed on.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from app.schemas.product import ProductResponse


def shown(rows):
    return list(map(ProductResponse.model_validate, rows))
