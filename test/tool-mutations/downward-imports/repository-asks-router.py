# A repository that knows an address.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/repositories/product.py
import app.routers.products as products


def address() -> str:
    return products.router.prefix
