# What one service says is the argument of the next.
# into: app/routers/products.py
from app.services.ordering import mailing as post
from app.services.ordering import ordering


@router.post("/orders")
async def order(payload: ProductCreate) -> None:
    await post.confirm(await ordering.place(payload))
# into: app/services/ordering.py
from app.schemas.product import ProductCreate


class Ordering:
    async def place(self, payload: ProductCreate) -> str:
        return payload.name


class Mailing:
    async def confirm(self, number: str) -> None:
        """Send a mail."""


ordering = Ordering()
mailing = Mailing()
