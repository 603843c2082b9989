# Its name only begins like a part's.
# into: app/services_v2/product.py
LIMIT = 3
