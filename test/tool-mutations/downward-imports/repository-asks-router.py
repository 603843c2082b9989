# A repository that knows an address.
# into: app/repositories/product.py
import app.routers.products as products


def address() -> str:
    return products.router.prefix
