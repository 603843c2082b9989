# A name for the sessions' factory, passed on.
# profiles: api-v1
# into: app/services/visits.py
import importlib


def factory() -> object:
    return importlib.import_module("app.utils.database").create_session_factory
