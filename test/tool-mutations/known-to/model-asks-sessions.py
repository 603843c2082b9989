# A table that opens a session of its own, where nobody looks for imports.
# profiles: api-v1
# into: app/models/product.py


def opened() -> object:
    from app.utils.database import create_session_factory as opening

    return opening
