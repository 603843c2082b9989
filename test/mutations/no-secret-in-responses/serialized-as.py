# The name on the wire says what it is.
# into: app/schemas/product.py


class ProductLock(ResponseSchema):
    code: str = Field(serialization_alias="privateKey")
