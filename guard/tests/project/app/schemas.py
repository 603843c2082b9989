"""Requests and responses."""

from pydantic import BaseModel


class FirstNotes(BaseModel):
    """The first notes."""

    notes: list[int]
