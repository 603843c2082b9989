# The clock of the machine.
# into: app/utils/clock.py
import datetime as dt


def now() -> dt.datetime:
    return dt.datetime.now()
