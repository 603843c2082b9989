# A request that is never sent.
# into: app/services/callers.py
import httpx2


class Caller:
    def __init__(self, http: httpx2.AsyncClient) -> None:
        self._http = http

    async def call(self) -> int:
        response = self._http.get("https://example.com")
        return response.status_code
