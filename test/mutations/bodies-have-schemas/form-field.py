# A field of a form, without a schema.
# into: app/routers/products.py
from fastapi import Form


@router.post("/quick")
async def create_quickly(
    name: Annotated[str, Form()], service: ProductServiceDep
) -> ProductResponse:
    return await service.create_named(name)
