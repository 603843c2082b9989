# The package itself.
# into: app/models/product.py
from . import category
