"""Tests of the helper functions."""

import pytest

from app.utils.helpers import free_slug


class Shelf:
    """Rows whose slugs are taken."""

    def __init__(self, *taken: str) -> None:
        self.taken = set(taken)

    async def get_by(self, field: str, value: object) -> object | None:
        """Return the slug if it is taken."""
        return value if value in self.taken else None


async def test_a_taken_slug_gets_a_number_and_then_a_random_id() -> None:
    shelf = Shelf()
    slugs = []
    for _ in range(11):
        slugs.append(await free_slug(shelf, "slug", "Büro Süd", max_length=255))
        shelf.taken.add(slugs[-1])

    assert slugs[:3] == ["buro-sud", "buro-sud-2", "buro-sud-3"]
    assert slugs[8] == "buro-sud-9"
    assert len(set(slugs)) == 11


async def test_a_slug_fits_its_column() -> None:
    shelf = Shelf("x" * 11)

    assert await free_slug(shelf, "slug", "x" * 300, max_length=20) == "x" * 11 + "-2"


@pytest.mark.parametrize("text", ["", "😀", "---"])
async def test_text_without_a_letter_gets_a_short_id(text: str) -> None:
    slug = await free_slug(Shelf(), "slug", text, max_length=255)

    assert len(slug) == 8
    assert slug.isalnum()
