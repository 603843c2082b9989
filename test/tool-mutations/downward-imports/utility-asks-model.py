# A helper that knows a table.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/utils/names.py
from app.models.product import Product as Row


def name_of(row: Row) -> str:
    return row.name
