# The seed's own example: a list of fifty.
# into: app/repositories/shelf.py
from sqlalchemy import select

from app.models.category import Category


def newest():
    return select(Category).order_by(Category.created_at).limit(50)
