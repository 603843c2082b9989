# Downward, absolute, in every form: a module, a name, an alias, in a function, for types only.
# into: app/services/visits.py
from typing import TYPE_CHECKING

import app.models.product as product_models
from app.utils import exceptions

if TYPE_CHECKING:
    from app.schemas.product import ProductResponse


def found(row: product_models.Product | None) -> product_models.Product:
    from app.utils.exceptions import NotFoundError

    if row is None:
        raise NotFoundError("there is none")
    return row


def shown(response: "ProductResponse") -> str:
    return str(response) + exceptions.ConflictError.code
