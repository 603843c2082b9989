# A module of its own beside the parts.
# into: app/helpers.py


def double(value: int) -> int:
    return value * 2
