# A lambda, a nested function and a method that are handed to the wrapper.
# profiles: clerk-celery
# into: app/clients/rates.py
from functools import partial

import httpx2

from app.clients.resilience import Resilience

RATES_URL = "https://rates.example.com"


class Rates:
    def __init__(self, http: httpx2.AsyncClient, resilience: Resilience) -> None:
        self._http = http
        self._resilience = resilience

    async def current(self, deadline: float) -> str:
        return await self._resilience.call(partial(self._ask_rates, "EUR"), deadline=deadline)

    async def text(self, deadline: float) -> str:
        async def fetch() -> str:
            return (await self._http.get(RATES_URL)).text

        return await self._resilience.call(fetch, deadline=deadline)

    async def other(self, deadline: float) -> httpx2.Response:
        return await self._resilience.call(lambda: self._http.get("/other"), deadline=deadline)

    async def _ask_rates(self, currency: str) -> str:
        return await self._read(f"{RATES_URL}/{currency}")

    async def _read(self, url: str) -> str:
        return (await self._http.get(url)).text
