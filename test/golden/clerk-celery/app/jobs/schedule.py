"""What is done again and again, and how often: by Celery's beat, or by the application itself."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass

from app.config import Settings
from app.jobs.cleaning import forget_receipts
from app.jobs.news import refresh_all_news
from app.jobs.relay import forget_expired, relay
from app.jobs.worker import Worker


@dataclass(frozen=True, slots=True)
class Periodic:
    """Something to be done every so many seconds, by one worker."""

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
