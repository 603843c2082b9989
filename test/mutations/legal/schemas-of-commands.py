# A command requires everything it takes; a default may stand in the annotation.
# into: app/schemas/renaming.py
from typing import Annotated

from pydantic import Field

from app.schemas.base import RequestSchema, UpdateSchema


class Renaming(RequestSchema):
    name: Annotated[str, Field(max_length=80)]
    reason: Annotated[str, Field(max_length=200)]


class RenamingUpdate(UpdateSchema):
    reason: Annotated[str | None, Field(max_length=200, default=None)]
# into: app/routers/products.py
from app.schemas.renaming import Renaming


@router.patch("/{product_id}/name")
async def rename_product(
    product_id: UUID, payload: Renaming, service: ProductServiceDep
) -> ProductResponse:
    return await service.rename(product_id, payload)
