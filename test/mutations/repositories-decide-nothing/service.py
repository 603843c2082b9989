# It asks a service, inside the function.
# profiles: layered, clerk-celery
# into: app/services/prices.py
async def price_of(name: str) -> int:
    return len(name)
# into: app/repositories/visits.py
async def price(name: str) -> int:
    from app.services import prices

    return await prices.price_of(name)
