# A folder that somebody is used to.
# into: app/crud/product.py
from app.models.product import Product
