# One call waits for ever.
# into: app/utils/rates.py
import httpx2


class Rates:
    def __init__(self, client: httpx2.AsyncClient) -> None:
        self._client = client

    async def current(self) -> str:
        return (await self._client.get("https://rates.example.com", timeout=None)).text
