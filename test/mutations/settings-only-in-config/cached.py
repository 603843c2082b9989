# Made once and kept, but not where the process starts.
# into: app/dependencies.py
from functools import cache

from app.config import Settings

current_settings = cache(Settings)
