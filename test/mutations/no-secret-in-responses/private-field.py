# No name tells that a remark is private; its spec does.
# into: .fastapi-architect/resources/note.json
{"name": "Note", "fields": [{"name": "remark", "type": "str", "private": true}]}
# into: app/schemas/note.py
from app.schemas.base import ResponseSchema


class NoteResponse(ResponseSchema):
    text: str
    remark: str
