# The dependency beside the handlers asks the database.
# into: app/routers/products.py
from app.dependencies import SessionDep
from app.models.product import Product as Row


async def row_of(key: UUID, db: SessionDep) -> Row:
    return await db.get_one(Row, key)


@router.get("/rows/{key}")
async def get_row(row: Annotated[Row, Depends(row_of)]) -> str:
    return row.name
