# All that it has, but for one thing.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.get("/{product_id}/less")
async def get_less(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> dict[str, object]:
    product = await ordering.find(product_id)
    return product.model_dump(exclude={"price"})
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
