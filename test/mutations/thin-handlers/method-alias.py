# The decorator goes by another name.
# into: app/routers/products.py
read = router.get


@read("/halves")
async def halve(number: int) -> float:
    return number / 2
