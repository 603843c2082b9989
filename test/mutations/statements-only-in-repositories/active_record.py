# A model that stores itself.
# into: app/models/note_card.py
"""Cards."""

from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped

from app.models.base import Base


class NoteCard(Base):
    """A card."""

    __tablename__ = "note_cards"

    text: Mapped[str]

    async def save(self, session: AsyncSession) -> None:
        """Store the card."""
        session.add(self)
