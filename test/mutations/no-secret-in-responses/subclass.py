# A richer answer has what the plain one leaves out.
# into: app/schemas/product.py


class ProductAdminResponse(ProductResponse):
    signing_secret: str | None = None
