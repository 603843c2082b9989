# A statement where HTTP is.
# into: app/routers/products.py


async def count_products() -> object:
    from sqlalchemy import func, select

    return select(func.count())
