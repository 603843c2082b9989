# The bytes of the body, and json.
# into: app/routers/products.py
import json

from fastapi import Request


@router.post("/raw")
async def post_raw(request: Request) -> None:
    json.loads(await request.body())
