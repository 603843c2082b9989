# A client that tries once, and knows of no breaker.
# profiles: clerk-celery
# into: app/clients/rates.py
import httpx2


class Rates:
    def __init__(self, http: httpx2.AsyncClient) -> None:
        self._http = http

    async def current(self) -> str:
        return await self._ask("https://rates.example.com")

    async def _ask(self, url: str) -> str:
        return (await self._http.get(url)).text
