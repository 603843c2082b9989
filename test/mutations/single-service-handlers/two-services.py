# Two services, one after the other, and the handler knows what that means.
# into: app/routers/products.py
from app.services.ordering import Mailing, Ordering


@router.post("/orders")
async def order(
    payload: ProductCreate,
    ordering: Annotated[Ordering, Depends()],
    mailing: Annotated[Mailing, Depends()],
) -> str:
    number = await ordering.place(payload)
    await mailing.confirm(number)
    return number
# into: app/services/ordering.py
from app.schemas.product import ProductCreate


class Ordering:
    async def place(self, payload: ProductCreate) -> str:
        return payload.name


class Mailing:
    async def confirm(self, number: str) -> None:
        """Send a mail."""
