# A partial call with everything but the zone.
# into: app/utils/clock.py
from datetime import datetime
from functools import partial as waiting

at = waiting(datetime.fromtimestamp)
