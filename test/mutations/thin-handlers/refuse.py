# A missing row becomes a 404 by hand.
# into: app/routers/products.py
from fastapi import HTTPException


@router.head("/{product_id}")
async def probe_product(product_id: UUID) -> None:
    raise HTTPException(status_code=404, detail="Product not found")
