# The settings are made when the module is imported, and everybody imports them.
# into: app/config.py
settings = Settings()
# into: app/services/mailing.py
from app.config import settings

LEVEL = settings.log_level
