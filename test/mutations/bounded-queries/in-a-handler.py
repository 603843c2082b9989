# Beside the service, in the handler itself.
# into: app/routers/products.py
from sqlalchemy import select
from app.dependencies import SessionDep
from app.models.product import Product as Row


@router.get("/all")
async def all_products(session: SessionDep) -> list[ProductResponse]:
    rows = await session.scalars(select(Row))
    return list(map(ProductResponse.model_validate, rows))
