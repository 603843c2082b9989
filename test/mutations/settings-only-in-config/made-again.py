# The settings are made once more, and no test can give others.
# into: app/services/mailing.py
import app.config as config

sender = config.Settings().log_level
