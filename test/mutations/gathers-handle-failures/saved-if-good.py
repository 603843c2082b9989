# What failed is not saved, and not noted either.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def read_all(places: list[str]) -> list[str]:
    saved: list[str] = []
    for outcome in await asyncio.gather(*map(read, places), return_exceptions=True):
        match outcome:
            case BaseException():
                pass
            case text:
                saved.append(text)
    return saved
