# The router is the other module's.
# into: app/routers/product_reports.py
from app.routers.products import router as products


@products.get("/report")
def report() -> str:
    return ""
