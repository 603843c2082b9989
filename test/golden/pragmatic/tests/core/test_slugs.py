"""Tests of slugs that are derived when a row is inserted."""

import re
from dataclasses import dataclass

import pytest

from app.core.exceptions import ConflictError
from app.core.slugs import DerivedSlug, add_with_slugs

SLUGS = {"slug": DerivedSlug("name", 20)}


@dataclass
class Card:
    """A row with a slug."""

    name: str | None
    slug: str | None = None


class Cards:
    """Rows that another request changes between the lookup and the insert."""

    def __init__(self, *taken: str) -> None:
        self.taken = set(taken)

    async def get_by(self, field: str, value: object) -> object | None:
        return None

    async def add(self, row: Card, *, in_savepoint: bool = False) -> Card:
        if row.slug in self.taken:
            raise ConflictError("a value that must be unique is taken")
        return row


async def test_a_slug_is_derived_unless_it_is_given() -> None:
    derived = await add_with_slugs(Cards(), Card("Ace"), SLUGS)
    given = await add_with_slugs(Cards(), Card("Ace", "king"), SLUGS)
    nameless = await add_with_slugs(Cards(), Card(None), SLUGS)

    assert (derived.slug, given.slug) == ("ace", "king")
    assert re.fullmatch("[0-9a-f]{8}", nameless.slug or "")


async def test_a_derived_slug_taken_by_another_request_gets_a_suffix() -> None:
    card = await add_with_slugs(Cards("ace"), Card("Ace"), SLUGS)

    assert re.fullmatch("ace-[0-9a-f]{8}", card.slug or "")


async def test_a_given_slug_that_is_taken_is_a_conflict() -> None:
    with pytest.raises(ConflictError):
        await add_with_slugs(Cards("ace"), Card("Ace", "ace"), SLUGS)
