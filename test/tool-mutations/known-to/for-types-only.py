# For types only.
# profiles: layered, clerk-celery
# into: app/routers/products.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.repositories.tag import TagRepository


def tagged(rows: "TagRepository") -> object:
    return rows
