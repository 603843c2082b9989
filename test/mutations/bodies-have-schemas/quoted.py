# Quoted, and a body all the same.
# into: app/routers/products.py
from typing import Any


@router.post("/raw")
async def post_raw(payload: "dict[str, Any]") -> None:
    """Keep it."""
