# The handler asks the other server itself.
# into: app/routers/products.py
import httpx2 as http


@router.get("/rate")
async def rate() -> float:
    async with http.AsyncClient() as client:
        return float((await client.get("https://rates.example.com")).text)
