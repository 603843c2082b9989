# A schema that looks things up.
# into: app/schemas/product.py
from app.repositories import product as stored
