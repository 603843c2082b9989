# An error of ours that is one of HTTP.
# into: app/utils/gone.py
from starlette.exceptions import HTTPException


class Gone(HTTPException):
    def __init__(self) -> None:
        super().__init__(410)
# into: app/repositories/visits.py
from app.utils.gone import Gone as Lost


def require(found: object | None) -> object:
    if found is None:
        raise Lost
    return found
