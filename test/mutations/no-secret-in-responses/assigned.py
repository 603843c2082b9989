# One more entry of a dictionary.
# into: app/routers/products.py
@router.get("/keys")
async def get_keys(key: str) -> dict[str, str]:
    found = {"id": "1"}
    found["api_key"] = key
    return found
