# The key is there, so it is answered.
# into: app/schemas/product.py


class ProductDetails(ResponseSchema):
    id: UUID
    api_key: str
