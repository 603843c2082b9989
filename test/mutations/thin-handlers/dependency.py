# A dependency beside the handlers decides what the service is not asked.
# into: app/routers/products.py


async def only_cheap(price: int = 0) -> int:
    if price > 1000:
        raise NotFoundError("too expensive")
    return price


@router.get("/cheap", dependencies=[Depends(only_cheap)])
async def get_cheap() -> None:
    """Answer nothing."""
