"""The setting of rate limits: intervals between calls to external services."""

from typing import Annotated

from pydantic import BeforeValidator
from pydantic_settings import NoDecode

# External services that may have a rate limit; add the services of your own clients.
SERVICES = frozenset({"anthropic", "compatible", "notion", "openai"})
# Intervals that suit small accounts, in seconds.
DEFAULT_RATE_LIMITS = {"anthropic": 0.2, "compatible": 0.1, "notion": 0.35, "openai": 0.1}
# Limits of the interval between two calls, in seconds.
MIN_INTERVAL, MAX_INTERVAL = 0.001, 3600.0


def split_rate_limits(value: object) -> object:
    """Convert `name=seconds,…` to a dictionary; raise `ValueError` that names an invalid pair."""
    if not isinstance(value, str):
        return value
    limits: dict[str, float] = {}
    for pair in filter(None, map(str.strip, value.split(","))):
        name, _, seconds = map(str.strip, pair.partition("="))
        if name not in SERVICES:
            raise ValueError(f"{pair!r}: unknown service; known are: {', '.join(sorted(SERVICES))}")
        try:
            limits[name] = float(seconds)
        except ValueError:
            limits[name] = 0.0
        if not MIN_INTERVAL <= limits[name] <= MAX_INTERVAL:
            raise ValueError(f"{pair!r}: expected seconds from {MIN_INTERVAL} to {MAX_INTERVAL}")
    return limits


RateLimits = Annotated[dict[str, float], NoDecode, BeforeValidator(split_rate_limits)]
