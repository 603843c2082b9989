# Turned round.
# into: app/routers/products.py
@router.get("/negatives")
async def negative(amount: int) -> int:
    return -amount
