# A tool that knows a table, by its module.
# into: app/utils/visits.py
import app.models.product as product

TABLE = product.Product
