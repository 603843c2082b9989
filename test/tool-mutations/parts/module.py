# A module beside the parts.
# into: app/helpers.py
def today() -> str:
    return "today"
