# It goes to a thread, and then waits for it all the same.
# into: app/services/thumbnails.py
from concurrent.futures import ThreadPoolExecutor

pool = ThreadPoolExecutor()


async def thumbnail(image: bytes) -> bytes:
    future = pool.submit(bytes, image)
    return future.result()
