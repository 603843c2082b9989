# A body that is no request schema by its base, but by its use.
# into: app/schemas/product.py
import datetime as dt
from pydantic import BaseModel


class ProductVisit(BaseModel):
    seen: dt.datetime | None = None
# into: app/routers/products.py
from app.schemas.product import ProductVisit


@router.post("/visits")
async def visit(payload: ProductVisit, service: ProductServiceDep) -> None:
    await service.visit(payload)
