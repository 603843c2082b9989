# The statement stands in the handler.
# into: app/routers/products.py
from sqlalchemy import select

from app.dependencies import SessionDep
from app.models.product import Product as Row


@router.get("/rows")
async def list_rows(db: SessionDep) -> list[str]:
    return (await db.scalars(select(Row.name))).all()
