# A schema of a schema, in the router that needed one more field.
# into: app/routers/products.py
import app.schemas.product as contract


class WithLabel(contract.ProductResponse):
    label: str
