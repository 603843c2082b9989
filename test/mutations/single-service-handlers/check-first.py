# Two calls of one service: between them anybody may take the row away.
# into: app/routers/products.py
from app.services.ordering import Ordering


@router.post("/orders")
async def order(payload: ProductCreate, ordering=Depends(Ordering)) -> str:
    await ordering.check(payload)
    return await ordering.place(payload)
# into: app/services/ordering.py
from app.schemas.product import ProductCreate


class Ordering:
    async def check(self, payload: ProductCreate) -> None:
        """Look whether there is stock."""

    async def place(self, payload: ProductCreate) -> str:
        return payload.name
