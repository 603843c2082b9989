# A default that holds on one machine.
# into: app/services/billing.py


def connect(url: str = "redis://localhost:6379/0") -> str:
    return url
