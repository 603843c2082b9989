# Two names get two coroutines.
# into: app/services/stalls.py


async def find(name: str) -> str:
    return name


async def greet() -> str:
    first, second = find("a"), find("b")
    return first.upper() + second.upper()
