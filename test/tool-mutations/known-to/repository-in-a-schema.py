# A schema that asks a repository.
# into: app/schemas/visit.py
from app.repositories.product import ProductRepository


def rows() -> type[ProductRepository]:
    return ProductRepository
