# A connection of the engine.
# into: app/routers/products.py
from fastapi import Request


@router.get("/rows")
async def touch_rows(request: Request) -> None:
    async with request.app.state.engine.begin() as anything:
        await anything.run_sync(print)
