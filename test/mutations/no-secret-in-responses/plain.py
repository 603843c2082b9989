# The key itself is the answer.
# into: app/routers/products.py
from app.models.product import Product


@router.get("/keys")
async def get_key(product: Annotated[Product, Depends(public)]) -> str:
    return product.api_key
