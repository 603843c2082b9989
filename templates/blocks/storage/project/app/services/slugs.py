"""Slugs that are free."""

from typing import Protocol
from uuid import uuid4

from slugify import slugify

_SHORT_ID_LENGTH = 8
_NUMBERED = 9


class Sluggable(Protocol):
    """What knows which slugs are taken."""

    async def get_by(self, field: str, value: object) -> object | None:
        """Return the row whose unique `field` has this value, or `None`."""


async def free_slug(rows: Sluggable, field: str, text: str, *, max_length: int) -> str:
    """Return a slug of `text` that no row has in `field`, at most `max_length` characters long.

    A taken one gets `-2` to `-9`, then a short random id; text without a letter or digit (an emoji)
    gets the id alone.
    """
    room = max_length - _SHORT_ID_LENGTH - 1
    stem = slugify(text, max_length=room).strip("-")
    if not stem:
        return _short_id()
    for candidate in (stem, *(f"{stem}-{number}" for number in range(2, _NUMBERED + 1))):
        if await rows.get_by(field, candidate) is None:
            return candidate
    return f"{stem}-{_short_id()}"


def _short_id() -> str:
    return uuid4().hex[:_SHORT_ID_LENGTH]
