# A model that knows its schema, for types only.
# into: app/models/visit.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.schemas.product import ProductResponse


def shown(row: object) -> "ProductResponse":
    raise NotImplementedError
