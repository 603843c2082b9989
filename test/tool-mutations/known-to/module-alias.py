# The package under another name.
# profiles: layered, clerk-celery
# into: app/routers/products.py
import app.repositories.product as rows

REPOSITORY = rows.ProductRepository
