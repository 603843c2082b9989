# No type at all.
# into: app/routers/products.py
from fastapi import Body


@router.post("/raw")
async def post_raw(payload=Body(...)) -> None:
    """Keep it."""
