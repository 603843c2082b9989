# A helper that reads a row.
# into: app/utils/counting.py
from app.repositories.product import ProductRepository
