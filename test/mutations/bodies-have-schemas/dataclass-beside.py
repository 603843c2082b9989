# A dataclass beside the handlers.
# into: app/routers/products.py
from dataclasses import dataclass


@dataclass
class Order:
    count: int


@router.post("/orders")
async def post_order(order: Order) -> None:
    """Keep it."""
