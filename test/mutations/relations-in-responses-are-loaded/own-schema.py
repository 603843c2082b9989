# A schema of its own, which says by itself that it is read from rows.
# into: app/schemas/product.py
from pydantic import BaseModel


class ProductCategoryName(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    name: str


class ProductCard(BaseModel, from_attributes=True):
    category: ProductCategoryName | None
