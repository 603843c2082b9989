# In the package of the application itself.
# into: app/__init__.py
def today() -> str:
    return "today"
