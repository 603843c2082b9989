# Out of a week.
# into: app/services/ageing.py
from datetime import datetime


def monday(year: int, week: int) -> datetime:
    return datetime.fromisocalendar(year, week, 1)
