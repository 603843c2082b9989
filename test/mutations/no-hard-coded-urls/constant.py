# Where a service is, in a constant.
# into: app/services/billing.py

BILLING_URL = "https://billing.example.com/v1"
