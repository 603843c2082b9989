# One argument twice.
# into: app/utils/names.py
def name_of(row: object, row: str) -> str:
    return row
