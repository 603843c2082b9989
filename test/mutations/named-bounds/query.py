# Bounds of a parameter, where it is.
# into: app/routers/products.py


@router.get("/some")
async def list_some(size: Annotated[int, Query(ge=1, le=100)] = 20) -> int:
    return size
