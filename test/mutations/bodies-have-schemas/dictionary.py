# Whatever comes is taken.
# into: app/routers/products.py


@router.post("/raw")
async def take(payload: dict) -> None:
    """Take it."""
