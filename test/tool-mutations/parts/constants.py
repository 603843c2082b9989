# Nothing but constants, and a home of their own all the same.
# into: app/constants.py
LIMIT = 10
