# The right library, and its wrong client.
# into: app/services/stock.py
import httpx2


async def stock_of(sku: str) -> int:
    with httpx2.Client(timeout=5) as client:
        return int(client.get(f"https://stock.example.com/{sku}").text)
