# A claim of a token becomes a moment of the machine's zone.
# into: app/services/ageing.py
from datetime import datetime


class Claim:
    def __init__(self, exp: int) -> None:
        self.ends_at = datetime.fromtimestamp(exp)
