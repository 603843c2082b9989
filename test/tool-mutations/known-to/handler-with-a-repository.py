# A handler that goes past its service.
# profiles: layered, clerk-celery
# into: app/routers/products.py
from app.repositories.product import ProductRepository

REPOSITORY = ProductRepository
