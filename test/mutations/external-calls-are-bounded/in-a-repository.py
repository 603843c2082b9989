# A repository that asks a server instead of the database.
# into: app/repositories/rates.py
from httpx2 import AsyncClient


class RateRepository:
    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def current(self) -> float:
        return float((await self._client.get("https://rates.example.com")).text)
