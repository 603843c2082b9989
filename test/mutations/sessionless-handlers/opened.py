# A session of the handler's own.
# into: app/routers/products.py
from fastapi import Request

from app.models.product import Product as Row


@router.get("/rows/{key}")
async def get_row(key: UUID, request: Request) -> str:
    async with request.app.state.session_factory() as anything:
        row = await anything.get(Row, key)
    return row.name
