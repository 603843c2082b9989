# An address comes from the settings, and is only put together.
# profiles: layered, api-v1, clerk-celery
# into: app/services/delivery.py
"""Where parcels are."""

from app.config import Settings

PATH = "/v1/parcels"
PREFIX = "parcels://"


class Delivery:
    """What brings parcels."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.removeprefix("http://")

    def parcel(self, number: int) -> str:
        """Return where a parcel is."""
        return f"{self._base_url}{PATH}/{number}"

    def origin(self, settings: Settings) -> str:
        """Return where the application is."""
        return "https://" + str(settings.allowed_hosts)
# into: app/config.py


PARCELS_DEFAULT = "http://localhost:9000"
