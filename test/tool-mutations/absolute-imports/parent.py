# The package above.
# into: app/services/visits.py
from ..models.product import Product

MODEL = Product
