"""Fills the table that both applications read, and prints the keys of some of its rows."""

import asyncio
import datetime as dt
import json
from decimal import Decimal
from uuid import UUID

from app import Product, Status
from session import engine, sessions

ROWS = 1000
STATUSES = list(Status)
START = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def product(number: int) -> Product:
    moment = START + dt.timedelta(minutes=number)
    return Product(
        id=UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128),
        name=f"Product number {number}",
        slug=f"product-number-{number}",
        price=Decimal(number) + Decimal("0.99"),
        stock=number % 50,
        status=STATUSES[number % len(STATUSES)],
        released=moment.date() if number % 3 else None,
        attributes={"colour": "blue", "sizes": [1, 2, 3]} if number % 2 else None,
        created_at=moment,
        updated_at=moment,
    )


async def fill() -> list[str]:
    products = [product(number) for number in range(1, ROWS + 1)]
    async with sessions() as session:
        session.add_all(products)
        await session.commit()
    await engine.dispose()
    return [str(row.id) for row in products[:: ROWS // 50]]


print(json.dumps(asyncio.run(fill())))
