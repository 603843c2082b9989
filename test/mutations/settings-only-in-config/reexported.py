# The environment comes out of the module that may read it.
# into: app/config.py
from os import environ as ENVIRONMENT
# into: app/utils/flags.py
from app.config import ENVIRONMENT

DEBUG = ENVIRONMENT.get("DEBUG") == "1"
