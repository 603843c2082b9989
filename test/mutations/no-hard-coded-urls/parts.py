# In parts.
# into: app/services/billing.py
import httpx2

BILLING = httpx2.URL(scheme="https", host="billing.example.com", path="/v1")
