# A table that fills a response.
# into: app/models/product.py
from app.schemas.product import ProductResponse


def shown(product: Product) -> ProductResponse:
    return ProductResponse.model_validate(product)
