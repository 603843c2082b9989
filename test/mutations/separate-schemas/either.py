# PATCH with one or the other.
# into: app/routers/products.py
@router.patch("/{product_id}/all")
async def patch_all(product_id: UUID, payload: ProductUpdate | ProductCreate) -> None:
    """Change it."""
