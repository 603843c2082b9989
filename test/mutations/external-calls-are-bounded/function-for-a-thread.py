# A thread sends the request, outside the package of the clients.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/services/readings.py
from asyncio import to_thread

import httpx2


async def ping(url: str) -> int:
    response = await to_thread(httpx2.get, url)
    return response.status_code
