# The clock is asked.
# into: app/routers/products.py
import datetime as dt


@router.get("/times")
async def time_of() -> str:
    return dt.datetime.now(dt.UTC).isoformat()
