# The old function, and one of pkgutil.
# into: app/repositories/visits.py
from pkgutil import resolve_name


def application() -> object:
    return resolve_name("app.main:app")
