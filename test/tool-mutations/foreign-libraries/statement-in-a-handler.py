# A statement where HTTP is.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/routers/products.py


async def count_products() -> object:
    from sqlalchemy import func, select

    return select(func.count())
