# The dependency is asked for by its function.
# profiles: layered, clerk-celery
# into: app/dependencies.py
async def get_product_rows(session: SessionDep) -> ProductRepository:
    return ProductRepository(session)
# into: app/routers/products.py
from app.dependencies import get_product_rows


@router.get("/{product_id}/raw")
async def get_raw(product_id: UUID, rows=Depends(get_product_rows)) -> object:
    return await rows.get(product_id)
