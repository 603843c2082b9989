# The field is read from the relation by another name.
# into: app/schemas/product.py
from pydantic import AliasPath


class ProductLabel(ResponseSchema):
    label: str = Field(validation_alias=AliasPath("category", "name"))
