# A private field leaves in a dictionary of a response.
# into: app/schemas/details.py
from typing import Any

from app.schemas.base import ResponseSchema


class Details(ResponseSchema):
    details: dict[str, Any]
# into: app/services/readings.py
from app.models.product import Product
from app.schemas.details import Details


def details(product: Product) -> Details:
    return Details(details={"name": product.name, "key": product.api_key})
