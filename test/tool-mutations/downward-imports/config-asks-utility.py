# Settings that use what needs them.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/config.py


def prepare() -> None:
    from app.utils.exceptions import DomainError
