"""What an event is, and whom it concerns."""

from collections.abc import Iterable
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.enums import EventType
from app.models.user import User


class Event(BaseModel):
    """Something changed. It names what, and carries nothing of it: whoever may see it, asks for it."""

    model_config = ConfigDict(frozen=True)

    type: EventType
    id: UUID


def user_topic(user_id: UUID) -> str:
    """Return the topic of what concerns one user."""
    return f"user:{user_id}"


def team_topic(team_id: UUID) -> str:
    """Return the topic of what concerns all members of a team."""
    return f"team:{team_id}"


def topics_of(user: User, teams: Iterable[UUID]) -> tuple[str, ...]:
    """Return the topics that a user of these teams is told about."""
    return (user_topic(user.id), *map(team_topic, teams))
