# A domain of its own, with everything in it.
# into: app/domain/orders/logic.py
LIMIT = 3
