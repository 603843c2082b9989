# All that the row has.
# into: app/routers/products.py
from app.models.product import Product


@router.get("/raw")
async def get_raw(product: Annotated[Product, Depends(public)]) -> dict[str, object]:
    return vars(product)
