# It goes out in a header.
# into: app/routers/products.py
from fastapi import Response


@router.get("/keys")
async def get_key(key: str, response: Response) -> None:
    response.headers["X-Api-Key"] = key
