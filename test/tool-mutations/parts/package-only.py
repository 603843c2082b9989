# A package that is nothing but its `__init__`.
# into: app/assistance/__init__.py
def today() -> str:
    return "today"
