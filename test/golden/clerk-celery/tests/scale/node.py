"""The application as one of several processes, with additional routes for tests."""

from uuid import UUID

from fastapi import FastAPI

from app.cache.read_through import Key
from app.dependencies import BackendsDep, CurrentUser, JobServiceDep
from app.enums import EventType
from app.main import create_app
from app.realtime.events import Event, user_topic
from app.schemas.job import JobResponse
from tests.jobs.workers import Note, echo


def key_of(name: str) -> Key[Note]:
    """Return the cache key of a note."""
    return Key(f"notes:{name}", Note, 60)


def create_node() -> FastAPI:
    """Return the application with routes that publish events, cache notes and enqueue jobs."""
    app = create_app()

    @app.post("/node/events/{event_id}")
    async def publish(event_id: UUID, user: CurrentUser, backends: BackendsDep) -> None:
        event = Event(type=EventType.JOB_CHANGED, id=event_id)
        await backends.events.publish(user_topic(user.id), event)

    @app.post("/node/notes")
    async def enqueue(note: Note, user: CurrentUser, service: JobServiceDep) -> JobResponse:
        return await service.enqueue(echo.kind, note, user.id)

    @app.get("/node/notes/{name}")
    async def remember(name: str, text: str, backends: BackendsDep) -> Note:
        async def load() -> Note:
            return Note(text=text)

        return await backends.cache.get_or_load(key_of(name), load)

    @app.delete("/node/notes/{name}")
    async def forget(name: str, backends: BackendsDep) -> None:
        await backends.cache.delete(key_of(name))

    return app
