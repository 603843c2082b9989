# The libraries where they are somebody's business, and passed on to who may know them.
# into: app/repositories/conditions.py
from sqlalchemy import ColumnElement, and_

from app.models.product import Product


def in_stock(at_least: int) -> ColumnElement[bool]:
    return and_(Product.stock >= at_least, Product.price > 0)
# into: app/repositories/visits.py
from app.repositories.conditions import and_, in_stock

CONDITION = and_(in_stock(1))
