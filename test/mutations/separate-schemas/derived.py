# The answer is what was sent, and an id.
# into: app/schemas/product.py


class ProductReceipt(ProductCreate):
    id: UUID


class ProductReceipts(ResponseSchema):
    items: list[ProductReceipt]
