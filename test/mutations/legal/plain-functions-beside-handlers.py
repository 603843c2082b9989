# A dependency, a key of a route's operation, and a helper are no handlers.
# into: app/routers/words.py
from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute


def operation_id(route: APIRoute) -> str:
    return route.name


async def word() -> str:
    return "word"


router = APIRouter(prefix="/words", generate_unique_id_function=operation_id, dependencies=[Depends(word)])
