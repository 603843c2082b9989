# A repository that opens one, in a function.
# profiles: api-v1
# into: app/repositories/visits.py
def factory() -> object:
    from app.utils.database import create_session_factory

    return create_session_factory
