# A folder beside the parts.
# into: app/tools/dates.py
def today() -> str:
    return "today"
