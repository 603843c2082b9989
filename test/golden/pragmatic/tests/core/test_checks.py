"""Tests of the checks that endpoints share, on a table for these tests only."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from app.core.checks import replace_references, require_free, require_reference, require_references
from app.core.exceptions import ConflictError, UnknownReferenceError
from app.core.rows import Rows
from app.core.slugs import free_slug
from tests.core.shelves import Throwaway


class ThrowawayCard(Throwaway):
    __tablename__ = "throwaway_cards"

    slug: Mapped[str | None] = mapped_column(String(255))


@pytest.fixture
async def cards(session: AsyncSession) -> Rows[ThrowawayCard]:
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    return Rows(session, ThrowawayCard)


async def test_a_unique_value_of_another_row_is_refused(cards: Rows[ThrowawayCard]) -> None:
    card = await cards.add(ThrowawayCard(slug="ace"))

    await require_free(cards, {"slug": "king"}, "slug")
    await require_free(cards, {"slug": None}, "slug")
    await require_free(cards, {}, "slug")
    await require_free(cards, {"slug": "ace"}, "slug", keep=card)
    with pytest.raises(ConflictError, match="slug"):
        await require_free(cards, {"slug": "ace"}, "slug")


async def test_a_reference_must_exist(cards: Rows[ThrowawayCard]) -> None:
    card = await cards.add(ThrowawayCard())

    await require_reference(cards, {"card_id": card.id}, "card_id")
    await require_reference(cards, {"card_id": None}, "card_id")
    with pytest.raises(UnknownReferenceError, match="card_id"):
        await require_reference(cards, {"card_id": uuid4()}, "card_id")


async def test_all_references_of_a_set_must_exist(cards: Rows[ThrowawayCard]) -> None:
    card = await cards.add(ThrowawayCard())
    nothing: list[UUID] = []

    assert await require_references(cards, [card.id], "card_ids") == [card]
    assert await require_references(cards, nothing, "card_ids") == []
    with pytest.raises(UnknownReferenceError, match="card_ids"):
        await require_references(cards, [card.id, uuid4()], "card_ids")


async def test_a_set_is_replaced_only_where_it_is_named(cards: Rows[ThrowawayCard]) -> None:
    card = await cards.add(ThrowawayCard())
    values: dict[str, Any] = {"card_ids": [card.id], "title": "Cards"}

    await replace_references(cards, values, "card_ids", "cards")
    await replace_references(cards, values, "other_ids", "others")

    assert values == {"cards": [card], "title": "Cards"}


async def test_a_taken_slug_gets_a_number_and_then_a_random_id(cards: Rows[ThrowawayCard]) -> None:
    slugs = []
    for _ in range(11):
        slug = await free_slug(cards, "slug", "Büro Süd", max_length=255)
        slugs.append(slug)
        await cards.add(ThrowawayCard(slug=slug))

    assert slugs[:3] == ["buro-sud", "buro-sud-2", "buro-sud-3"]
    assert slugs[8] == "buro-sud-9"
    assert len(set(slugs)) == 11


async def test_a_slug_fits_its_column(cards: Rows[ThrowawayCard]) -> None:
    await cards.add(ThrowawayCard(slug="x" * 11))

    slug = await free_slug(cards, "slug", "x" * 300, max_length=20)

    assert slug == "x" * 11 + "-2"


@pytest.mark.parametrize("text", ["", "😀", "---"])
async def test_text_without_a_letter_gets_a_short_id(cards: Rows[ThrowawayCard], text: str) -> None:
    slug = await free_slug(cards, "slug", text, max_length=255)

    assert len(slug) == 8
    assert slug.isalnum()
