"""Tests of the session of a request, on a table for these tests only."""

from contextlib import asynccontextmanager

import pytest
from fastapi import FastAPI
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession
from starlette.requests import Request

from app.utils.session import get_db
from tests.repositories.shelves import Throwaway, ThrowawayShelf


@pytest.mark.parametrize(("method", "written"), [("GET", 0), ("POST", 1), ("DELETE", 1)])
async def test_every_request_but_a_get_commits(
    app: FastAPI, connection: AsyncConnection, session: AsyncSession, method: str, written: int
) -> None:
    await connection.run_sync(Throwaway.metadata.create_all)
    request = Request({"type": "http", "method": method, "app": app})

    async with asynccontextmanager(get_db)(request) as db:
        db.add(ThrowawayShelf(label="top"))
        await db.flush()

    assert await session.scalar(select(func.count()).select_from(ThrowawayShelf)) == written


async def fail(app: FastAPI) -> None:
    """Write a row in a request that fails."""
    request = Request({"type": "http", "method": "POST", "app": app})
    async with asynccontextmanager(get_db)(request) as db:
        db.add(ThrowawayShelf(label="top"))
        await db.flush()
        raise ValueError("after the flush")


async def test_an_error_rolls_back(
    app: FastAPI, connection: AsyncConnection, session: AsyncSession
) -> None:
    await connection.run_sync(Throwaway.metadata.create_all)

    with pytest.raises(ValueError, match="after the flush"):
        await fail(app)

    assert await session.scalar(select(func.count()).select_from(ThrowawayShelf)) == 0
