# An answer without a schema.
# into: app/routers/products.py


@router.get("/keys")
async def get_keys(key: str) -> dict[str, str]:
    return {"api_key": key}
