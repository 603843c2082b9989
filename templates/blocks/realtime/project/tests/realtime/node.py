"""The application as one of several processes; its sockets accept a user ID as token."""

from uuid import UUID

from fastapi import FastAPI

from app.dependencies import BackendsDep, get_conversation
from app.enums import EventType
from app.main import create_app
from app.realtime.conversation import Conversation
from app.realtime.events import Event, Rights, user_topic


async def authorize(token: str) -> Rights:
    """Use the token as the ID of its user."""
    return Rights.of(UUID(token), ())


async def converse(backends: BackendsDep) -> Conversation:
    """Return a conversation with an authentication that needs no issuer."""
    return Conversation(backends.events, backends.seats, authorize, ())


def create_node() -> FastAPI:
    """Return the application with a route that publishes."""
    app = create_app()
    app.dependency_overrides[get_conversation] = converse

    @app.post("/publish/{user_id}/{event_id}")
    async def publish(user_id: UUID, event_id: UUID, backends: BackendsDep) -> None:
        await backends.events.publish(
            user_topic(user_id), Event(type=EventType.JOB_CHANGED, id=event_id)
        )

    return app
