# A deadline that is arithmetic.
# into: app/services/calling.py
import asyncio as aio


async def call(work) -> None:
    async with aio.timeout(2 * 60):
        await aio.wait_for(work, 10)
