# Each call makes its own client, in a helper.
# into: app/utils/rates.py
import httpx2


def new_client() -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url="https://rates.example.com")


async def current() -> str:
    client = new_client()
    try:
        return (await client.get("/")).text
    finally:
        await client.aclose()
