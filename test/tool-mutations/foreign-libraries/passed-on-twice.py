# Two modules pass the library on, the second under a name of its own.
# profiles: layered, api-v1, clerk-celery
# into: app/utils/sql.py
from sqlalchemy import select as choose
# into: app/utils/queries.py
from app.utils import sql

pick = sql.choose
# into: app/services/pricing.py
from app.utils.queries import pick
