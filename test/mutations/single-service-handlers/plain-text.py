# The same as plain text.
# into: app/routers/products.py
from app.services.ordering import Ordering
from fastapi import Response
from fastapi.responses import PlainTextResponse


@router.get("/{product_id}/label")
async def get_label(product_id: UUID, ordering: Annotated[Ordering, Depends()]) -> Response:
    product = await ordering.find(product_id)
    return PlainTextResponse(content=f"<b>{product.name}</b>")
# into: app/services/ordering.py
from uuid import UUID

from app.schemas.product import ProductResponse


class Ordering:
    async def find(self, key: UUID) -> ProductResponse:
        raise NotImplementedError

    async def take(self, payload: object) -> ProductResponse:
        raise NotImplementedError
