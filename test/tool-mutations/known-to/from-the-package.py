# A module taken from its package, in a function.
# profiles: layered, clerk-celery
# into: app/routers/products.py
def repository() -> object:
    from app.repositories import product

    return product.ProductRepository
