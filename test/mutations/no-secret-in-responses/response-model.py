# Not made as an answer, but used as one.
# into: app/schemas/gates.py
from pydantic import BaseModel as Anything


class Gate(Anything):
    name: str
    token_hash: str
# into: app/routers/gates.py
from fastapi import APIRouter

from app.schemas.gates import Gate

router = APIRouter()


@router.get("/gates", response_model=list[Gate])
async def list_gates():
    return []
