# A time of day has no zone, and `fromtimestamp` may take it by name.
# into: app/utils/hours.py
"""Opening hours."""

import datetime as dt

OPENS = dt.time(9)
FIRST_DAY = dt.date(2020, 1, 1)


def opened(seconds: float) -> bool:
    """Tell whether it is open."""
    moment = dt.datetime.fromtimestamp(seconds, tz=dt.UTC)
    return moment.time() >= OPENS and moment.date() > FIRST_DAY


def options(zone: dt.tzinfo) -> dt.datetime:
    """Return the present moment where one is."""
    given = {"tz": zone}
    return dt.datetime.now(**given)
