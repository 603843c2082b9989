# A query that is looped over needs no `all`.
# into: app/repositories/reports.py
from app.models.product import Product


def names(session) -> list[str]:
    query = session.query(Product).order_by(Product.name)
    return [each.name for each in query]
