# Its owner has said what it is called, that everybody sees it, and what it begins with.
# into: .fastapi-architect/resources/door.json
{"name": "Door", "fields": [{"name": "password", "type": "str", "default": "xyzzy-1234567890-abcdef"}, {"name": "site", "type": "url", "default": "https://doors.example.com"}]}
# into: app/models/door.py
from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.models.base import Base


class Door(Base):
    __tablename__ = "doors"

    password: Mapped[str] = mapped_column(String(80), default="xyzzy-1234567890-abcdef")
    site: Mapped[str] = mapped_column(String(80), default="https://doors.example.com")
# into: app/schemas/door.py
from app.schemas.base import RequestSchema, ResponseSchema


class DoorCreate(RequestSchema):
    password: str = "xyzzy-1234567890-abcdef"
    site: str = "https://doors.example.com"


class DoorResponse(ResponseSchema):
    password: str
    site: str
