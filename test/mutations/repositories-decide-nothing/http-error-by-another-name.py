# The same by the library below, in a variable.
# into: app/repositories/visits.py
import starlette.exceptions as web


def require(found: object | None) -> object:
    missing = web.HTTPException(status_code=404)
    if found is None:
        raise missing
    return found
