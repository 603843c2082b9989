# A service that takes what only handlers get.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/services/visits.py
from app.dependencies import SessionDep as Session


async def visit(session: Session) -> None:
    await session.flush()
