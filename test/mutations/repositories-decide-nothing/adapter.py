# An adapter of the schema.
# profiles: layered, clerk-celery
# into: app/repositories/visits.py
from pydantic import TypeAdapter

from app.schemas.product import ProductResponse

SHOWN = TypeAdapter(list[ProductResponse])


def shown(rows):
    return SHOWN.validate_python(rows)
