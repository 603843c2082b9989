# The limits of a client, one by one.
# into: app/utils/weather_client.py
import httpx2

TOTAL = 10
limits = httpx2.Timeout(TOTAL, connect=5, read=20)
