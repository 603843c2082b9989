# Imported by a text.
# into: app/schemas/visit.py
import importlib

ROWS = importlib.import_module("app.repositories.product")
