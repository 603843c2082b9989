# The dependencies pass the repository on.
# profiles: layered, clerk-celery
# into: app/dependencies.py
from app.repositories.product import ProductRepository as Products
# into: app/routers/products.py
from app.dependencies import Products
