# The environment is asked, and answered for.
# into: app/config.py
import os

fallback = os.environ.get("JWT_SECRET", "development")
