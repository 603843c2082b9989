# Failures become outcomes, and nobody takes them.
# into: app/services/readings.py
import asyncio


async def tell(name: str) -> None:
    print(name)


async def tell_all(names: list[str]) -> None:
    await asyncio.gather(*map(tell, names), return_exceptions=True)
