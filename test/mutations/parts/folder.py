# A folder beside the parts.
# into: app/helpers/dates.py
def today() -> str:
    return "today"
