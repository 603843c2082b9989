# Which day it is depends on where one stands.
# into: app/services/ageing.py
from datetime import date, datetime, time


def midnight() -> datetime:
    return datetime.combine(date.today(), time.min)
