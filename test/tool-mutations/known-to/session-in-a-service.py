# A service that opens sessions itself.
# profiles: api-v1
# into: app/services/visits.py
from app.utils.database import create_session_factory

FACTORY = create_session_factory
