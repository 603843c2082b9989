# Imported by a text.
# into: app/services/visits.py
from importlib import import_module


def missing() -> Exception:
    return import_module("fastapi").HTTPException(404)
