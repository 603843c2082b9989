# The limit is taken away.
# into: app/routers/rates.py
import httpx2

client = httpx2.AsyncClient(timeout=None)
