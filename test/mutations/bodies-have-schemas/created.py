# A schema made by a call.
# into: app/routers/products.py
from pydantic import create_model

Order = create_model("Order", count=(int, ...))


@router.post("/orders")
async def post_order(order: Order) -> None:
    """Keep it."""
