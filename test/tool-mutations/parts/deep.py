# Two folders down it is still beside them.
# into: app/domain/orders/rules.py
LIMIT = 10
