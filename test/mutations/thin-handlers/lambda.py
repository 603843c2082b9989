# A lambda among the dependencies decides before the handler is even called.
# into: app/routers/products.py


@router.get("/flags")
async def flag(big: Annotated[bool, Depends(lambda size: size == "big")] = Depends(lambda: True)) -> bool:
    return big
