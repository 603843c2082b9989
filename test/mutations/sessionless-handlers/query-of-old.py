# A session of the old kind, and its `query`.
# into: app/routers/products.py
from sqlalchemy.orm import Session

from app.models.product import Product as Row


@router.get("/rows")
async def list_rows(db: Session) -> list[str]:
    return db.query(Row.name).all()
