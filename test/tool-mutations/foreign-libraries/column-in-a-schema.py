# A schema that knows how it is stored.
# into: app/schemas/product.py
from sqlalchemy import Integer
