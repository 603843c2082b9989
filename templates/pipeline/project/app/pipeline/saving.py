"""Saves results in the rows that they belong to."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from app.pipeline.definition import Pipeline


async def save_results(
    session: AsyncSession, pipeline: Pipeline[Any, Any], results: Mapping[UUID, Any]
) -> set[UUID]:
    """Save results by the ids of their rows; return the ids of the rows that still exist."""
    model = pipeline.model
    rows = select(model.id).where(model.id.in_(results)).order_by(model.id)
    # Locked, so that no request deletes them before the commit.
    found = set(await session.scalars(rows.with_for_update(key_share=True)))
    if pipeline.save is not None:
        for key in sorted(found):
            await pipeline.save(session, key, results[key])
    elif found:
        values = [{"id": key, **results[key].model_dump()} for key in sorted(found)]
        await session.execute(update(model), values)
    return found
