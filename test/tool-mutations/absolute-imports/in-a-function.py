# Where nobody looks for imports.
# into: app/routers/products.py


def naming() -> str:
    from .categories import router as categories

    return categories.prefix
