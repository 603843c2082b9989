# The dependencies give a repository a name, and the handler takes it.
# profiles: layered, clerk-celery
# into: app/dependencies.py
async def get_product_rows(session: SessionDep) -> ProductRepository:
    return ProductRepository(session)


ProductRowsDep = Annotated[ProductRepository, Depends(get_product_rows)]
# into: app/routers/products.py
from app.dependencies import ProductRowsDep


@router.get("/{product_id}/raw")
async def get_raw(product_id: UUID, rows: ProductRowsDep) -> object:
    return await rows.get(product_id)
