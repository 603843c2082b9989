# Past the service, where nobody looks for imports.
# profiles: layered, clerk-celery
# into: app/routers/products.py


async def first() -> object:
    from app.repositories.product import ProductRepository

    return ProductRepository
