# One value of a body, without a schema.
# into: app/routers/products.py
from fastapi import Body


@router.put("/{product_id}/name")
async def rename(
    product_id: UUID, name: Annotated[str, Body(embed=True)], service: ProductServiceDep
) -> ProductResponse:
    return await service.rename(product_id, name)
