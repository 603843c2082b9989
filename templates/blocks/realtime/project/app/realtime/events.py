"""Events, and which topics a user may follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.enums import EventType


class Event(BaseModel):
    """A change. It has the ID of what changed and no data: clients request that over HTTP."""

    model_config = ConfigDict(frozen=True)

    type: EventType
    id: UUID


def user_topic(user_id: UUID) -> str:
    """Return the topic of one user's events."""
    return f"user:{user_id}"


def team_topic(team_id: UUID) -> str:
    """Return the topic of a team's events, which all its members follow."""
    return f"team:{team_id}"


def access_changed(key: UUID) -> Event:
    """Return the event that closes the sockets of its topic, because their rights changed."""
    return Event(type=EventType.ACCESS_CHANGED, id=key)


@dataclass(frozen=True, slots=True)
class Rights:
    """Who a socket belongs to, and which topics it may follow."""

    user_id: UUID
    topics: frozenset[str]

    @classmethod
    def of(cls, user_id: UUID, teams: Iterable[UUID]) -> Self:
        """Return the rights of a user who is a member of these teams."""
        return cls(user_id, frozenset((user_topic(user_id), *map(team_topic, teams))))
