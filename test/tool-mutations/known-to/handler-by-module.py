# Past the service, by the module's name.
# profiles: layered, clerk-celery
# into: app/routers/products.py
import app.repositories.product as stored
