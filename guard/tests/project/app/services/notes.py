"""Notes."""


class NoteService:
    """Business rules of notes."""

    async def first(self, size: int) -> list[int]:
        """Return the first notes, ten at most."""
        return list(range(min(size, 10)))
