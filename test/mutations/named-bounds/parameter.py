# A default that every caller has without knowing.
# into: app/services/listing.py


async def page(number: int = 1, page_size: int = 20) -> int:
    return number * page_size
