# All that there is.
# into: app/schemas/tag.py
from .category import *
