# Passed on by the part that may know it.
# profiles: api-v1
# into: app/dependencies.py
from app.utils.database import create_engine
# into: app/services/visits.py
from app.dependencies import create_engine as engine_of

ENGINE = engine_of
