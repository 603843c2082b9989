# What is answered is a pair that the handler makes.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.get("/{product_id}/pair")
async def get_pair(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> tuple[str, int]:
    product = await ordering.find(product_id)
    return product.name, 3
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
