# A field of an answer.
# into: app/services/stalls.py
from app.schemas.category import CategoryResponse


class Stall:
    async def name(self) -> str:
        return "stall"

    async def shown(self, values) -> CategoryResponse:
        return CategoryResponse(name=self.name(), **values)
