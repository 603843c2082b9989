# What a text says, in a zone that it does not say.
# into: app/services/ageing.py
from datetime import datetime


def parse(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%d %H:%M")
