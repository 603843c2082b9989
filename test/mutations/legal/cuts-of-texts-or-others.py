# What is kept is a text, whether it is given or not.
# into: app/services/picture_names.py
"""Names of pictures."""


def shown(name: str | None, title: str) -> str:
    """Return a name that fits."""
    return (name or "picture")[:255] + (title if name else "none")[:40]
