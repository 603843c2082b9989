# The annotation is the contract, and it says row.
# into: app/routers/products.py
import app.models.product as rows


@router.get("/rows/first")
async def get_first() -> "rows.Product | None":
    return None
