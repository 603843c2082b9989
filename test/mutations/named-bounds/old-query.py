# The same as a default.
# into: app/routers/products.py


@router.get("/some")
async def list_some(rows: int = Query(25, gt=0)) -> int:
    return rows
