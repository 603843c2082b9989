# The body is the second base.
# into: app/schemas/product.py
class Stamped(ResponseSchema):
    created_at: dt.datetime


class ProductReceipt(Stamped, ProductCreate):
    id: UUID
