# A list of keys.
# into: app/services/mailing.py
API_KEYS = ["8e1f0a9b2d4c6e8f", "77aa0a9b2d4c6e8f"]
