# A helper that knows a table.
# into: app/utils/names.py
from app.models.product import Product as Row


def name_of(row: Row) -> str:
    return row.name
