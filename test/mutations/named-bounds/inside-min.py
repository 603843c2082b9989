# A bound inside a call that keeps to it.
# into: app/repositories/shelf.py
from sqlalchemy import select

from app.models.category import Category


def newest(size: int):
    return select(Category).order_by(Category.created_at).limit(min(size, 100))
