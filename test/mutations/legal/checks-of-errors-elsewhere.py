# `Exception` is asked for where no outcome is.
# into: app/services/readings.py
import asyncio


def is_failure(value: object) -> bool:
    return isinstance(value, Exception)


async def read(place: str) -> str:
    try:
        await asyncio.wait_for(asyncio.sleep(0), timeout=1)
    except TimeoutError as error:
        return str(is_failure(error))
    return place
