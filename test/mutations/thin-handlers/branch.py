# What is too expensive is decided where HTTP is.
# into: app/routers/products.py


@router.post("/quotes")
async def quote_product(payload: ProductCreate) -> ProductCreate:
    if payload.stock > 100:
        payload.price *= 2
    return payload
