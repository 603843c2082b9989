# Many of whatever comes.
# into: app/routers/products.py
from typing import Any


@router.post("/raw")
async def take(payload: list[dict[str, Any]]) -> None:
    """Take them."""
