# The statement stands in a tool that the handler gives its session to.
# into: app/routers/products.py
from app.dependencies import SessionDep
from app.utils.counting import count_rows


@router.get("/rows")
async def get_rows(db: SessionDep) -> int:
    return await count_rows(db)
# into: app/utils/counting.py
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession


async def count_rows(db: AsyncSession) -> int:
    return await db.scalar(text("SELECT count(*) FROM products"))
