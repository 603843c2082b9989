# What is too much is deleted.
# into: app/services/listing.py
def trim(rows: list[int]) -> None:
    del rows[200:]
