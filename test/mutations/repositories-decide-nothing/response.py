# It makes the answer itself.
# into: app/repositories/visits.py
from fastapi.responses import JSONResponse


def shown(name: str) -> object:
    return JSONResponse({"name": name})
