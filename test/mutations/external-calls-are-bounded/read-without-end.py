# It connects in time, and reads for ever.
# into: app/utils/rates.py
import httpx2

client = httpx2.AsyncClient(timeout=httpx2.Timeout(10.0, read=None))
