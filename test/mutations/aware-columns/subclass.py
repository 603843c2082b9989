# A type of its own that inherits the missing zone.
# into: app/models/product.py
from sqlalchemy import DateTime


class Stamp(DateTime):
    cache_ok = True
