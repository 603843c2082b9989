# A service that opens a session of its own.
# profiles: api-v1
# into: app/services/pricing.py
import app.utils.database as sessions
