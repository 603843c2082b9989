"""Tests of declared rules, on tables for these tests only."""

from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, String, Table
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.services.rules import ModelRows, ReferenceSet, Rules
from app.utils.exceptions import ConflictError, UnknownReferenceError


class Throwaway(Base):
    """Keeps the tables of these tests out of the application's metadata."""

    __abstract__ = True
    metadata: ClassVar[MetaData] = MetaData(naming_convention=Base.metadata.naming_convention)


class ThrowawayTeam(Throwaway):
    __tablename__ = "throwaway_teams"


throwaway_members = Table(
    "throwaway_members",
    Throwaway.metadata,
    Column("card_id", ForeignKey("throwaway_cards.id"), primary_key=True),
    Column("team_id", ForeignKey("throwaway_teams.id"), primary_key=True),
)


class ThrowawayCard(Throwaway):
    __tablename__ = "throwaway_cards"

    slug: Mapped[str | None] = mapped_column(String(20))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("throwaway_teams.id"))

    teams: Mapped[list[ThrowawayTeam]] = relationship(secondary=throwaway_members, lazy="raise")


UNIQUE = Rules(uniques=("slug",))
OWNED = Rules(references={"owner_id": ThrowawayTeam})
SHARED = Rules(sets={"team_ids": ReferenceSet("teams", ThrowawayTeam)})


@pytest.fixture
async def cards(session: AsyncSession) -> ModelRows[ThrowawayCard]:
    """Create the table of cards, and return its rows."""
    connection = await session.connection()
    await connection.run_sync(Throwaway.metadata.create_all)
    return ModelRows(session, ThrowawayCard)


async def test_a_unique_value_of_another_row_is_refused(cards: ModelRows[ThrowawayCard]) -> None:
    card = ThrowawayCard(slug="ace")
    cards.db.add(card)

    for free in ({"slug": "king"}, {"slug": None}, {}):
        await UNIQUE.check(cards, free)
    await UNIQUE.check(cards, {"slug": "ace"}, keep=card)
    with pytest.raises(ConflictError, match="slug") as caught:
        await UNIQUE.check(cards, {"slug": "ace"})

    assert caught.value.field == "slug"


async def test_a_reference_must_exist(cards: ModelRows[ThrowawayCard]) -> None:
    team = ThrowawayTeam()
    cards.db.add(team)
    await cards.db.flush()

    for known in ({"owner_id": team.id}, {"owner_id": None}, {}):
        await OWNED.check(cards, known)
    with pytest.raises(UnknownReferenceError, match="owner_id"):
        await OWNED.check(cards, {"owner_id": uuid4()})


async def test_all_references_of_a_set_must_exist(cards: ModelRows[ThrowawayCard]) -> None:
    team = ThrowawayTeam()
    cards.db.add(team)
    await cards.db.flush()
    values = {"team_ids": [team.id]}

    await SHARED.check(cards, values)

    assert values == {"teams": [team]}
    with pytest.raises(UnknownReferenceError, match="team_ids"):
        await SHARED.check(cards, {"team_ids": [team.id, uuid4()]})


async def test_an_omitted_set_is_empty_in_a_new_row_and_unchanged_in_an_update(
    cards: ModelRows[ThrowawayCard],
) -> None:
    new: dict[str, object] = {}
    old: dict[str, object] = {}

    await SHARED.complete(cards, new)
    await SHARED.check(cards, old)

    assert new == {"teams": []}
    assert old == {}
