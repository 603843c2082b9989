# The same without a name, and by a function.
# into: app/routers/products.py
from app.services.ordering import Ordering
from dataclasses import replace


@router.get("/{product_id}/mine")
async def get_mine(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> ProductResponse:
    return replace(await ordering.find(product_id), name="mine")
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
