# The same with more words.
# into: app/routers/products.py
import typing as t

from fastapi import Body as FromBody


@router.post("/raw")
async def take(payload: Annotated[t.Any, FromBody()]) -> None:
    """Take it."""
