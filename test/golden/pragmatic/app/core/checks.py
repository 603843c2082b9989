"""Checks that all resources share: unique values and references."""

from collections.abc import Mapping, MutableMapping, Sequence
from typing import Any, Protocol, TypeVar
from uuid import UUID

from app.core.exceptions import ConflictError, UnknownReferenceError

RowT_co = TypeVar("RowT_co", covariant=True)


class Rows(Protocol[RowT_co]):
    """The rows of one table, as checks need them."""

    async def get(self, key: UUID) -> RowT_co | None:
        """Return the row with this key, or `None`."""

    async def get_by(self, field: str, value: object) -> RowT_co | None:
        """Return the row whose unique `field` has this value, or `None`."""

    async def get_many(self, keys: Sequence[UUID]) -> Sequence[RowT_co]:
        """Return the rows with these keys; unknown keys are left out."""


async def require_free(
    rows: Rows[object],
    values: Mapping[str, Any],
    field: str,
    *,
    keep: object | None = None,
) -> None:
    """Raise `ConflictError` if a row other than `keep` has the new value of `field`."""
    value = values.get(field)
    if value is None:
        return
    row = await rows.get_by(field, value)
    if row is not None and row is not keep:
        raise ConflictError(f"this {field} is taken", field=field)


async def require_reference(rows: Rows[object], values: Mapping[str, Any], field: str) -> None:
    """Raise `UnknownReferenceError` if no row has the new key in `field`."""
    key: UUID | None = values.get(field)
    if key is not None and await rows.get(key) is None:
        raise UnknownReferenceError(f"{field} not found", field=field, key=key)


async def require_references(
    rows: Rows[RowT_co], keys: Sequence[UUID], field: str
) -> list[RowT_co]:
    """Return the rows with these keys; raise `UnknownReferenceError` when one is missing."""
    found = await rows.get_many(keys) if keys else []
    if len(found) < len(keys):
        raise UnknownReferenceError(f"not all {field} exist", field=field)
    return list(found)


async def replace_references(
    rows: Rows[object], values: MutableMapping[str, Any], field: str, relation: str
) -> None:
    """Replace the keys that `field` is to take by their rows, under `relation`.

    Raises `UnknownReferenceError` when a row is missing. Values without `field` stay as they are.
    """
    if field in values:
        values[relation] = await require_references(rows, values.pop(field), field)
