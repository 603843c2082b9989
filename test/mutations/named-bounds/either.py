# If nobody says, so many.
# into: app/repositories/shelf.py
from sqlalchemy import select

from app.models.category import Category


def newest(size: int | None):
    return select(Category).order_by(Category.created_at).limit(size or 50)
