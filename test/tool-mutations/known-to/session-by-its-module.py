# The module of the sessions under another name.
# profiles: api-v1
# into: app/services/visits.py
import app.utils.database as database

FACTORY = database.create_session_factory
