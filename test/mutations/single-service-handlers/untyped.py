# Nothing says what is called, but it is called twice.
# into: app/routers/products.py


@router.post("/orders")
async def order(payload: ProductCreate, ordering=None) -> str:
    await ordering.check(payload)
    return await ordering.place(payload)
