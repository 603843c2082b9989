# All that it has, and one thing more.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.get("/{product_id}/more")
async def get_more(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> dict[str, object]:
    product = await ordering.find(product_id)
    return {**product.model_dump(), "currency": "EUR"}
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
