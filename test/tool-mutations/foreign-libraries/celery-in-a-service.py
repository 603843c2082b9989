# A service that sends the message itself.
# profiles: clerk-celery
# into: app/services/visits.py
from celery import current_app as celery


def visit(name: str) -> None:
    celery.send_task("visit", args=[name])
