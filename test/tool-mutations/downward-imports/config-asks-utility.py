# Settings that use what needs them.
# into: app/config.py


def prepare() -> None:
    from app.utils.exceptions import DomainError
