# A folder within a part, and a package that passes on what is in it.
# into: app/services/billing/rates.py
RATE = 19
# into: app/services/billing/__init__.py
"""Billing."""

from app.services.billing.rates import RATE

__all__ = ["RATE"]
# into: app/utils/money.py
def gross(net: int, rate: int) -> int:
    return net + net * rate // 100
