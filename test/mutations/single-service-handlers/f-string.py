# A sentence about it.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.get("/{product_id}/label")
async def get_label(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> str:
    product = await ordering.find(product_id)
    return f"{product.name} costs {product.price}"
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
