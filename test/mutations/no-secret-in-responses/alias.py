# Another name on the wire changes nothing about the value.
# into: app/schemas/product.py


class ProductKey(ResponseSchema):
    id: UUID
    handle: Annotated[str, Field(validation_alias="hashed_password")]
