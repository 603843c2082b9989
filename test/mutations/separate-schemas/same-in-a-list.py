# Taken by one route, and answered by another in a list.
# into: app/routers/products.py
from app.schemas.product import ProductCreate as Wanted


@router.get("/wanted", response_model=list[Wanted])
async def list_wanted():
    return []
