"""The periodic tasks and their intervals, for Celery's beat or the application itself."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from app.config import Settings
from app.jobs.cleaning import forget_receipts
from app.jobs.news import refresh_all_news
from app.jobs.relay import forget_expired, relay
from app.jobs.worker import Worker


@dataclass(frozen=True, slots=True)
class Periodic:
    """A function that one worker runs at an interval in seconds."""

    name: str
    seconds: Callable[[Settings], float]
    function: Callable[[Worker], Coroutine[None, None, None]]


SCHEDULE = (
    Periodic("relay", lambda settings: settings.job_relay_seconds, relay),
    Periodic("forget_expired", lambda settings: settings.job_cleaning_seconds, forget_expired),
    Periodic("forget_receipts", lambda settings: settings.job_cleaning_seconds, forget_receipts),
    Periodic(
        "refresh_all_news", lambda settings: settings.news_refresh_minutes * 60, refresh_all_news
    ),
)
