# The handler is async, and what it calls is not.
# into: app/services/price_list.py
from pathlib import Path


def read_prices(path: Path) -> str:
    with path.open() as file:
        return file.read()


async def current_prices() -> str:
    return read_prices(Path("prices.csv"))
