# To take a thing apart is no bound.
# into: app/services/cuts.py
"""What is taken apart."""

import hashlib
from uuid import uuid4


def parts(path: str, rows: list[int]) -> tuple[list[str], list[int], list[int]]:
    """Return the parts of things."""
    return path.split("/")[:2], rows[1:], rows[:-1]


def short(text: bytes) -> str:
    """Return what a text may be called."""
    return hashlib.sha256(text).hexdigest()[:12] + uuid4().hex[:16]


def year(text: str) -> str:
    """Return the year, and the day, of a date in ISO's format."""
    return text[:4] + text[:10]
