# The repository of the service, by its private name.
# profiles: layered, clerk-celery
# into: app/routers/products.py
@router.get("/{product_id}/raw")
async def get_raw(product_id: UUID, service: ProductServiceDep) -> object:
    return await service._products.get(product_id)
