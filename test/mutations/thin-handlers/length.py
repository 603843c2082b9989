# How many there are is counted here.
# into: app/routers/products.py
@router.post("/counts")
async def count_of(amounts: list[int]) -> int:
    return len(amounts)
