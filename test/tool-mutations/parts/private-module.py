# An underscore does not make it a part.
# into: app/_internal.py
LIMIT = 3
