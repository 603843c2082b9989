# A fixed moment of no place.
# into: app/services/ageing.py
from datetime import datetime

BEGINNING = datetime(2020, 1, 1)
