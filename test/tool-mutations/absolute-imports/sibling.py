# From the module next door.
# into: app/schemas/product.py
from .category import CategoryResponse
