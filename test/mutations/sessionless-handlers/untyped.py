# Nothing says what it is, but only a session does that.
# into: app/routers/products.py
from fastapi import Request
from sqlalchemy import text


@router.get("/rows")
async def count_rows(request: Request) -> int:
    db = request.state.db
    return await db.scalar(text("SELECT count(*) FROM products"))
