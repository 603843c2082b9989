# Fields of the same name that are given by hand, or belong to something else.
# into: app/schemas/product.py
from pydantic import BaseModel

from app.schemas.category import CategoryResponse


class ProductSummary(BaseModel):
    category: CategoryResponse


class ProductsPerCategory(BaseModel, from_attributes=False):
    category: CategoryResponse


class Productivity(ResponseSchema):
    category: str
