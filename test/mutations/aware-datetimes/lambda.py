# A lambda calls it, and says no zone on purpose.
# into: app/utils/clock.py
import datetime

clock = lambda: datetime.datetime.now(tz=None)
