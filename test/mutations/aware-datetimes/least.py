# The least moment there is, as what holds when nobody says.
# into: app/services/ageing.py
import datetime as dt


def since(moment: dt.datetime | None) -> dt.datetime:
    return moment or dt.datetime.min
