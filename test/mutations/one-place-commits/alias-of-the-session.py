# A handler that asks for the session, by an alias of its own.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/routers/products.py
from app.dependencies import SessionDep as Rows


@router.post("/touch")
async def touch(rows: Rows) -> None:
    await rows.commit()
