# A field of the relation's name.
# into: app/schemas/product.py
from app.schemas.category import CategoryResponse


class ProductWithCategory(ProductResponse):
    category: CategoryResponse
