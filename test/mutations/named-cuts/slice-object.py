# The slice is made before it is used.
# into: app/services/listing.py
FIRST = 0


def first(rows: list[int]) -> list[int]:
    return rows[slice(FIRST, 50)]
