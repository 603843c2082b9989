# A total is summed up in the handler, without a loop to be seen.
# into: app/routers/products.py


@router.post("/totals")
async def total(amounts: list[int]) -> int:
    return sum(amounts)
