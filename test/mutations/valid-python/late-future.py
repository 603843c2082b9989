# Too late.
# into: app/utils/names.py
LIMIT = 1
from __future__ import annotations
