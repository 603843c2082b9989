# What the service said is changed on its way out.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.get("/{product_id}/mine")
async def get_mine(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> ProductResponse:
    product = await ordering.find(product_id)
    return product.model_copy(update={"name": "mine"})
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
