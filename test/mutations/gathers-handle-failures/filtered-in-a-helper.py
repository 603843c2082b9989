# The helper that sorts outcomes stands elsewhere.
# into: app/utils/sorting.py
def good(outcomes: list[object]) -> list[object]:
    return [each for each in outcomes if not isinstance(each, (ValueError, Exception))]
# into: app/services/readings.py
import asyncio

from app.utils import sorting


async def read(place: str) -> str:
    return place


async def read_all(places: list[str]) -> list[object]:
    outcomes = await asyncio.gather(*map(read, places), return_exceptions=True)
    return sorting.good(outcomes)
