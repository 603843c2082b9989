# The answer is clean; what it holds is not.
# into: app/schemas/shelf.py
from dataclasses import dataclass

from app.schemas.base import ResponseSchema


@dataclass
class Lock:
    passphrase: str


class Shelf(ResponseSchema):
    locks: dict[str, "Lock"]
