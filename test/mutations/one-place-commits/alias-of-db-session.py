# A handler that asks for the session, by an alias of its own.
# profiles: pragmatic
# into: app/routers/products.py
from app.utils.session import DBSession as Opened


@router.post("/touch")
async def touch(opened: Opened) -> None:
    await opened.commit()
