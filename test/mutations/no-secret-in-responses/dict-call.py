# A dictionary by a call.
# into: app/routers/products.py
@router.get("/keys")
async def get_keys(key: str) -> dict[str, str]:
    return dict(id="1", api_key=key)
