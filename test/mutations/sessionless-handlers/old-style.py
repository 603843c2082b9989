# The dependency as a default, and no type.
# into: app/dependencies.py


async def open_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.session_factory() as session:
        yield session
# into: app/routers/products.py
from app.dependencies import open_session
from app.models.product import Product as Row


@router.get("/rows/{key}")
async def get_row(key: UUID, database=Depends(open_session)) -> str:
    row = await database.get(Row, key)
    return row.name
