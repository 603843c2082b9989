# The session by another name of its type, in a module of its own.
# into: app/routers/rows.py
from typing import Annotated

from fastapi import APIRouter, Depends
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession as Connection

from app.dependencies import SessionDep as Whatever

Db = Whatever
router = APIRouter(prefix="/rows")


@router.delete("")
async def delete_rows(connection: Db) -> None:
    await connection.execute(text("DELETE FROM products"))
    await connection.commit()
