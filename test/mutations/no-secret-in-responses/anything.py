# Whatever the row has goes out.
# into: app/schemas/product.py


class ProductDump(ResponseSchema):
    model_config = ConfigDict(extra="allow", from_attributes=True)
