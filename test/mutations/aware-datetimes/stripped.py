# Aware, until the zone is taken away to please a comparison.
# into: app/services/ageing.py
from app.models.base import utc_now


def naive():
    return utc_now().replace(tzinfo=None)
