# A provider that has one address has it as a constant of its client.
# profiles: clerk-celery
# into: app/clients/weather.py
"""The weather, as https://api.weather.example.com tells it."""

URL = "https://api.weather.example.com/v2"


def forecast_url(place: str) -> str:
    """Return where the forecast of a place is."""
    return f"{URL}/forecast/{place}"
