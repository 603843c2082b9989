# PATCH with the body that creates.
# into: app/routers/products.py


@router.patch("/{product_id}/all")
async def patch_all(product_id: UUID, payload: ProductCreate) -> None:
    """Change it."""
