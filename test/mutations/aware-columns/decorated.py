# A type of one's own, around one without a zone.
# into: app/models/stamps.py
from sqlalchemy import DateTime, TypeDecorator


class Stamp(TypeDecorator):
    impl = DateTime
    cache_ok = True
