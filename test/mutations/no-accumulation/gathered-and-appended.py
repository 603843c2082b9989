# The results of a batch have a name, and are appended one by one.
# into: app/services/rounds.py
import asyncio


async def work(item: int) -> int:
    return item


async def run(items: list[int]) -> list[int]:
    done = []
    for start in range(0, len(items), 10):
        tasks = map(work, items[start : start + 10])
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        for outcome in outcomes:
            if not isinstance(outcome, BaseException):
                done.append(outcome)
    return done
