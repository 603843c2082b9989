# The application itself reads a row.
# into: app/main.py
from app.repositories.product import ProductRepository
