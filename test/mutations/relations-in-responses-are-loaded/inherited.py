# A mixin declares the field.
# into: app/schemas/product.py
from app.schemas.category import CategoryResponse


class Categorised(ResponseSchema):
    category: "CategoryResponse | None"


class ProductEntry(Categorised):
    name: str
