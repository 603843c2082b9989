# The function of the library, in the right folder.
# profiles: clerk-celery
# into: app/clients/rates.py
import httpx2


async def current() -> str:
    async with httpx2.stream("GET", "https://rates.example.com") as answer:
        return str(answer)
