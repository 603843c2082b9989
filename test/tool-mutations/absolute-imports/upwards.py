# From the folder above.
# into: app/routers/products.py
from ..schemas.category import CategoryResponse
