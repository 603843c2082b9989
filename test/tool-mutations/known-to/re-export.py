# Passed on by who may know it.
# profiles: layered, clerk-celery
# into: app/services/rows.py
from app.repositories.product import ProductRepository as Products
# into: app/routers/products.py
from app.services.rows import Products

REPOSITORY = Products
