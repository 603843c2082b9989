# A list of parts, made where it is asked for.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.get("/{product_id}/parts")
async def get_parts(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> list[object]:
    if_found = await ordering.find(product_id)
    parts = [if_found.id, if_found.name]
    return parts
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
