# A tool that knows a table, by its module.
# profiles: layered, api-v1, clerk-celery, pipeline
# into: app/utils/visits.py
import app.models.product as product

TABLE = product.Product
