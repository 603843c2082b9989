# The session by a name that the router's own module gives its type.
# into: app/routers/rows.py
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession

from app.dependencies import open_connection

Connection = Annotated[AsyncSession, Depends(open_connection)]
router = APIRouter(prefix="/rows")


@router.delete("")
async def delete_rows(anything: Connection) -> None:
    await anything.flush()
# into: app/dependencies.py


async def open_connection(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.session_factory() as session:
        yield session
