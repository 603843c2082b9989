# For the type checker alone: a design is not better for being erased.
# into: app/models/tag.py
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.routers import tags
