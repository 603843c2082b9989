# A column that the database computes is part of its table.
# into: app/models/shelf_mark.py
"""Marks."""

from sqlalchemy import func, select
from sqlalchemy.orm import Mapped, column_property

from app.models.base import Base
from app.models.product import Product


class ShelfMark(Base):
    """A mark."""

    __tablename__ = "shelf_marks"

    label: Mapped[str]
    products: Mapped[int] = column_property(select(func.count(Product.id)).scalar_subquery())
