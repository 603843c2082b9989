# Each failure is seen: here, or by the caller, or by what is asked for the good ones.
# into: app/services/readings.py
import asyncio


async def read(place: str) -> str:
    return place


async def outcomes_of(places: list[str]) -> list[str | BaseException]:
    return await asyncio.gather(*map(read, places), return_exceptions=True)


async def failures(places: list[str]) -> list[BaseException]:
    outcomes = await asyncio.gather(*map(read, places), return_exceptions=True)
    return [each for each in outcomes if isinstance(each, BaseException)]


async def split(places: list[str]) -> tuple[list[str], int]:
    good: list[str] = []
    bad = 0
    outcomes = await asyncio.gather(*map(read, places), return_exceptions=True)
    for place, outcome in zip(places, outcomes, strict=True):
        if isinstance(outcome, TimeoutError):
            good.append(place)
        elif isinstance(outcome, BaseException):
            bad += 1
        else:
            good.append(outcome)
    return good, bad


async def told(places: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    outcomes = await asyncio.gather(*map(read, places), return_exceptions=True)
    for place, outcome in zip(places, outcomes, strict=True):
        if isinstance(outcome, Exception):
            found[place] = f"failed: {outcome}"
        else:
            found[place] = str(outcome)
    return found


async def good_first(places: list[str]) -> list[str]:
    found: list[str] = []
    for outcome in await asyncio.gather(*map(read, places), return_exceptions=True):
        if isinstance(outcome, str):
            found.append(outcome)
            continue
        print("failed", outcome)
    return found
