# The key in base64.
# into: app/utils/signing.py
import base64

SIGNING_KEY = base64.b64decode("c2VjcmV0LXNlY3JldC1zZWNyZXQ=")
