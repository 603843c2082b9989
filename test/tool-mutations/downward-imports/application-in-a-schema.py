# A schema that knows the application.
# into: app/schemas/visit.py
from app import main

APP = main.app
