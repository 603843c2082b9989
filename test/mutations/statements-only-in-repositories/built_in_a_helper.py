# A statement that is built beside the repositories, and run there.
# into: app/utils/filters.py
"""Filters."""

from sqlalchemy import Select, select

from app.models.product import Product


def active() -> Select[tuple[Product]]:
    """Return the statement of active products."""
    return select(Product).where(Product.status == "active").limit(10)
