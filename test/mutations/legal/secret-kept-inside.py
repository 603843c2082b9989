# A value object of a service is no answer, and neither is a row.
# into: app/services/keys.py
"""The rules of keys."""

from dataclasses import dataclass
from typing import NamedTuple, TypedDict

from app.schemas.base import RequestSchema


class KeyChange(RequestSchema):
    """What a client sends."""

    current_password: str
    new_password: str


@dataclass(frozen=True)
class StoredKey:
    """What a service passes to a repository."""

    hashed_password: str
    salt: bytes


class Pair(NamedTuple):
    """What a provider gave."""

    access_key: str
    secret_key: str


class Claims(TypedDict):
    """What is in a token."""

    session_token: str
# into: app/routers/keys.py
"""Keys over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from app.services.keys import KeyChange

router = APIRouter()


@router.put("/keys", status_code=204)
async def change_key(payload: Annotated[KeyChange, Form()], response: Response) -> None:
    """Change a key."""
    response.delete_cookie("session_token")
