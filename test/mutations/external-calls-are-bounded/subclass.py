# A class of ours that is a client, made for each call.
# into: app/utils/rates.py
import httpx2


class RateClient(httpx2.AsyncClient):
    """Rates."""


async def current() -> str:
    async with RateClient(base_url="https://rates.example.com") as client:
        return (await client.get("/")).text
