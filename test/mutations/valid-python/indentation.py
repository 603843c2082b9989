# A line too far to the right.
# into: app/utils/names.py
LIMIT = 1
    LEAST = 0
