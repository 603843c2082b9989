"""Unique slugs that are derived from another field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar
from uuid import uuid4

from slugify import slugify

from app.core.exceptions import ConflictError

_SHORT_ID_LENGTH = 8
_NUMBERED = 9

RowT = TypeVar("RowT")


@dataclass(frozen=True)
class DerivedSlug:
    """A slug that is derived from the field `source` if the client omits it."""

    source: str
    max_length: int


class Sluggable(Protocol):
    """Rows that can be found by their slug."""

    async def get_by(self, field: str, value: object) -> object | None:
        """Return the row whose unique `field` has this value, or `None`."""


class SluggedRows(Sluggable, Protocol[RowT]):
    """Rows that can also be inserted."""

    async def add(self, row: RowT, *, in_savepoint: bool = False) -> RowT:
        """Insert a row; raise `ConflictError` for a taken unique value."""


async def add_with_slugs(
    rows: SluggedRows[RowT], row: RowT, slugs: Mapping[str, DerivedSlug]
) -> RowT:
    """Derive the missing slugs of a row, and insert it.

    Args:
        rows: The rows of its table.
        row: The new row.
        slugs: Its derived slugs, by the name of their field.

    Raises:
        ConflictError: for a unique value that is taken. Never for a derived slug: if another request
            takes it first, it gets a random suffix.
    """
    derived = {field: slug for field, slug in slugs.items() if not getattr(row, field)}
    if not derived:
        return await rows.add(row)
    for field, slug in derived.items():
        text = getattr(row, slug.source) or ""
        setattr(row, field, await free_slug(rows, field, text, max_length=slug.max_length))
    try:
        return await rows.add(row, in_savepoint=True)
    except ConflictError:
        for field, slug in derived.items():
            setattr(row, field, random_slug(getattr(row, slug.source) or "", slug.max_length))
        return await rows.add(row)


async def free_slug(rows: Sluggable, field: str, text: str, *, max_length: int) -> str:
    """Return a slug of `text` that no row has in `field`, at most `max_length` characters long.

    A taken slug gets `-2` to `-9`, then a short random id. Text without a letter or digit, e.g. an
    emoji, gets only the id.
    """
    stem = _stem(text, max_length)
    numbered = (f"{stem}-{number}" for number in range(2, _NUMBERED + 1))
    for candidate in (stem, *numbered) if stem else ():
        if await rows.get_by(field, candidate) is None:
            return candidate
    return random_slug(text, max_length)


def random_slug(text: str, max_length: int) -> str:
    """Return a slug of `text` with a short random id, at most `max_length` characters long."""
    return f"{_stem(text, max_length)}-{uuid4().hex[:_SHORT_ID_LENGTH]}".lstrip("-")


def _stem(text: str, max_length: int) -> str:
    room = max_length - _SHORT_ID_LENGTH - 1
    return slugify(text, max_length=room).strip("-")
