# A service that takes what only handlers get.
# into: app/services/visits.py
from app.dependencies import SessionDep as Session


async def visit(session: Session) -> None:
    await session.flush()
