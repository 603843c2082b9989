# A repository that opens a session of its own.
# profiles: api-v1
# into: app/repositories/product.py
from app.utils.database import create_session_factory
