# Through `getattr`, past every search for the name.
# into: app/utils/flags.py
import os

env = getattr(os, "environ")
