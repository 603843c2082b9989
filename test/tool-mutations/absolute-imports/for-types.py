# For the type checker alone.
# into: app/models/category.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .product import Product
